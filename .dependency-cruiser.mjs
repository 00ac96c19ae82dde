// Imports go downward only. Layers below the API name what they may import; the layers above, what they may not.
const test = '[.](test|contract)[.]tsx?$|(^|/)(testing|contract)/|^e2e/'
const project = '^(app|components|lib|db|messages|e2e|examples|scripts|bench|server[.]ts|[^/]+[.]config[.]ts)'
const concrete = '^db/(sqlite|postgres|journal)/|^lib/senders/|^lib/metrics/'
const store = '^db/(store|care)[.]ts$'
const config = '^lib/config[.]ts$'
const trouble = '^db/trouble[.]ts$'
// Words that the stores, sessions and webhooks share.
const eventTypes = '^lib/webhooks/event-types[.]ts$'
const engines = '^node_modules/(drizzle-orm|better-sqlite3|pg)/'

/** Code of `path` imports of the project only `allowed`, its own folder included. */
const only = (name, comment, path, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path, pathNot: test },
  to: { path: project, pathNot: [path, ...allowed] },
})

const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: test, ...from },
  to,
})

const typesOnly = (name, comment, path, to) =>
  never(name, comment, { path }, { path: to, dependencyTypesNot: ['type-only'] })

// Small folders that stand by themselves: secrets, hash chain, wording.
const secrets = '^lib/(crypto|keys|one-time-code)/'
const shared = ['^lib/sca/', '^lib/ports/', secrets, '^lib/evidence/', '^lib/i18n/', '^lib/brand/']

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'No import leads back to itself, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-found',
      comment: 'An import that cannot be resolved would hide from every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-stay-outside',
      comment: 'Only tests import tests, their contracts and their helpers.',
      severity: 'error',
      from: { pathNot: [test, '^scripts/', '^bench/', '^(vitest|playwright)[.]config[.]ts$'] },
      to: { path: test },
    },
    never(
      'sca-imports-nothing',
      'The rules are pure: no package, no Node module, no other folder.',
      { path: '^lib/sca/' },
      { pathNot: '^lib/sca/' },
    ),
    only('ports-below-all', 'A port speaks of sca at most.', '^lib/ports/', ['^lib/sca/']),
    typesOnly('ports-types-only', 'Ports take only types from sca.', '^lib/ports/', '^lib/sca/'),
    only('db-uses-sca-and-ports', 'The stores know the facts, not the sessions.', '^db/', [
      '^lib/sca/',
      '^lib/ports/',
      '^lib/evidence/',
      eventTypes,
    ]),
    typesOnly('db-ports-types-only', 'The stores take only types from ports.', '^db/', '^lib/ports/'),
    never(
      'engines-in-db-only',
      'No SQL, driver or schema outside db.',
      { pathNot: [test, '^db/', '^scripts/', '^bench/', '^drizzle[^/]*[.]config[.]ts$'] },
      { path: engines },
    ),
    only('methods-use-little', 'A method knows rules, ports, texts and the store.', '^lib/methods/', [
      '^lib/sca/',
      '^lib/ports/',
      '^lib/i18n/',
      '^messages/',
      secrets,
      store,
    ]),
    never(
      'methods-know-no-other',
      'One factor never imports another.',
      { path: '^lib/methods/([^/]+)/' },
      { path: '^lib/methods/[^/]+/', pathNot: '^lib/methods/$1/' },
    ),
    typesOnly('methods-store-types-only', 'Methods take only types from the store.', '^lib/methods/', store),
    only('session-uses-lower', 'Sessions are made of rules, methods and the store.', '^lib/session/', [
      ...shared,
      '^lib/methods/',
      config,
      store,
      eventTypes,
    ]),
    only('webhooks-use-lower', 'Webhooks, like sessions, know nothing above them.', '^lib/webhooks/', [
      ...shared,
      '^lib/methods/',
      config,
      store,
    ]),
    typesOnly(
      'event-types-types-only',
      'Stores and sessions take only types from webhooks.',
      '^(db|lib/session)/',
      eventTypes,
    ),
    typesOnly('config-types-only', 'The configuration is handed in, not fetched.', '^lib/(session|webhooks)/', config),
    only('senders-use-ports', 'A sender carries text and decides nothing.', '^lib/senders/', [...shared, store]),
    only('log-uses-ports', 'The log lets through what its port allows, and knows nobody.', '^lib/log/', [
      '^lib/ports/',
    ]),
    only('metrics-use-ports', 'What counts decides nothing.', '^lib/metrics/', [
      '^lib/sca/',
      '^lib/ports/',
      '^lib/methods/pin/hash-queue[.]ts$',
      store,
    ]),
    never(
      'prometheus-in-metrics-only',
      'Everybody else counts by the port.',
      { pathNot: [test, '^lib/metrics/', '^scripts/'] },
      { path: '^node_modules/prom-client/' },
    ),
    only('secrets-use-ports', 'Keys and codes stand by themselves.', secrets, ['^lib/sca/', '^lib/ports/']),
    only('evidence-uses-sca', 'The hash chain stands by itself.', '^lib/evidence/', ['^lib/sca/', '^lib/ports/']),
    only('brand-uses-sca', 'Colours and logos stand by themselves.', '^lib/brand/', ['^lib/sca/']),
    only('i18n-uses-sca', 'Wording and formats stand by themselves.', '^lib/i18n/', ['^lib/sca/', '^messages/']),
    never(
      'lib-knows-no-pages',
      'Nothing in lib imports pages, components, tools or the entry.',
      { path: '^lib/' },
      { path: '^(app|components|examples|scripts|bench|server[.]ts)' },
    ),
    only('readiness-uses-lower', 'What a server knows of itself rests on sessions and the store.', '^lib/readiness/', [
      ...shared,
      '^lib/session/',
      store,
      trouble,
    ]),
    never(
      'web-and-api-apart',
      'The pages, the API and its dialects stand beside each other on lib/session.',
      { path: '^lib/(api|web)/' },
      { path: '^lib/(api|web|dialects)/', pathNot: '^lib/$1/' },
    ),
    never(
      'concrete-in-container-only',
      'Only lib/container.ts chooses stores and senders.',
      {
        pathNot: [
          test,
          '^lib/container[.]ts$',
          // What looks after workers adds up what they count, and has no parts of its own.
          '^lib/server/run-workers[.]ts$',
          '^db/',
          '^lib/senders/',
          '^lib/metrics/',
          '^scripts/',
          '^bench/',
          '[.]config[.]ts$',
        ],
      },
      { path: concrete },
    ),
    only('components-show', 'Components take props: no data access.', '^components/', ['^lib/sca/', '^lib/i18n/']),
    typesOnly('components-sca-types-only', 'Components take only types from sca.', '^components/', '^lib/sca/'),
    never(
      'components-packages',
      'Components run in the browser: React, translations and passkeys are all they need.',
      { path: '^components/' },
      {
        path: ['^node_modules/'],
        pathNot: '^node_modules/(react|react-dom|next|next-intl|use-intl|@types|@simplewebauthn/browser)/',
      },
    ),
    never(
      'components-no-node',
      'Components run in the browser, which has no Node modules.',
      { path: '^components/' },
      { dependencyTypes: ['core'] },
    ),
    never(
      'app-uses-lower',
      'Pages import neither tools nor examples nor the entry.',
      { path: '^(app/|server[.]ts$)' },
      { path: '^(examples|scripts|bench|server[.]ts)' },
    ),
    never(
      'examples-stand-alone',
      'An example shows what a platform has: the API, nothing of ours.',
      { path: '^examples/' },
      {
        path: project,
        pathNot: '^examples/',
      },
    ),
    never(
      'no-development-packages',
      'What runs in production is installed in production.',
      { path: '^(app|components|lib|db|server[.]ts|next[.]config[.]ts)', pathNot: [test, '[/]drizzle[.]config[.]ts$'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    ),
  ],
  options: {
    // TypeScript 7 has no parser for other tools; without this line every .ts file would be skipped and all would pass.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^([.]next|[.]cache|node_modules/[.]|data|public|test-results|next-env[.]d[.]ts)' },
    moduleSystems: ['es6', 'cjs'],
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
