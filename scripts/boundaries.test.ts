import { expect, test } from 'vitest'
import { cruisePlanted, type Violation } from './support/planted.ts'

// What the tree consists of when everything is in order.
const sound = {
  'lib/sca/words.ts': 'export type Word = string\nexport const words = 1\n',
  'lib/sca/decide.ts': "import { words } from './words.ts'\nexport const decide = words\n",
  'lib/ports/clock.ts':
    "import type { Word } from '../sca/words.ts'\nexport type Clock = Word\nexport const clock = 1\n",
  'db/store.ts':
    "import type { Clock } from '../lib/ports/clock.ts'\nexport type Store = Clock\nexport const store = 1\n",
  'db/store.contract.ts':
    "import { test } from 'vitest'\nimport { store } from './store.ts'\nexport const suite = { test, store }\n",
  'db/sqlite/store.ts':
    "import * as orm from 'drizzle-orm'\nimport type { Store } from '../store.ts'\nexport const sqlite: Store = orm\n",
  'db/sqlite/store.test.ts':
    "import { suite } from '../store.contract.ts'\nimport { sqlite } from './store.ts'\nsuite(sqlite)\n",
  'db/journal/journal.ts': 'export const journal = 1\n',
  'lib/metrics/meters.ts': "import { clock } from '../ports/clock.ts'\nexport const meters = clock\n",
  'lib/senders/smtp.ts': "import { clock } from '../ports/clock.ts'\nexport const smtp = clock\n",
  'lib/methods/pin/check.ts':
    "import { words } from '../../sca/words.ts'\nimport type { Store } from '../../../db/store.ts'\nexport const pin = words as Store\n",
  'lib/methods/passkey/check.ts': "import { randomBytes } from 'node:crypto'\nexport const passkey = randomBytes\n",
  'lib/i18n/format.ts': "import en from '../../messages/en.json' with { type: 'json' }\nexport const format = en\n",
  'lib/config.ts': 'export type Config = string\nexport const config = 1\n',
  'lib/session/deps.ts': "import type { Config } from '../config.ts'\nexport type Deps = Config\n",
  'lib/session/open.ts':
    "import { pin } from '../methods/pin/check.ts'\nimport { format } from '../i18n/format.ts'\nexport const open = { pin, format }\n",
  'lib/container.ts':
    "import { sqlite } from '../db/sqlite/store.ts'\nimport { smtp } from './senders/smtp.ts'\nexport const container = { sqlite, smtp }\n",
  'lib/api/app.ts':
    "import { z } from 'zod'\nimport { open } from '../session/open.ts'\nimport { container } from '../container.ts'\nexport const api = { z, open, container }\n",
  'lib/webhooks/event-types.ts': 'export const eventTypes = 1\n',
  'lib/web/step-page.ts': "import { open } from '../session/open.ts'\nexport const stepPage = open\n",
  'components/screens/welcome.tsx':
    "import * as React from 'react'\nimport type { Word } from '../../lib/sca/words.ts'\nexport const Welcome = (props: { word: Word }) => <p>{props.word}{React.version}</p>\n",
  'app/page.tsx':
    "import { stepPage } from '../lib/web/step-page.ts'\nimport { Welcome } from '../components/screens/welcome.tsx'\nexport default stepPage(Welcome)\n",
  'server.ts': "import { api } from './lib/api/app.ts'\nexport const server = api\n",
  'messages/en.json': '{}',
  'examples/platform/server.ts': "import { createServer } from 'node:http'\nexport const platform = createServer\n",
} satisfies Record<string, string>

/** Per rule: a file that breaks it, and what it must not import. */
const planted: [rule: string, from: string, content: string, to: string][] = [
  ['sca-imports-nothing', 'lib/sca/bad-node.ts', "import 'node:fs'", 'fs'],
  [
    'sca-imports-nothing',
    'lib/sca/bad-package.ts',
    "import { z } from 'zod'\nexport const a = z",
    'node_modules/zod/index.js',
  ],
  [
    'sca-imports-nothing',
    'lib/sca/bad-type.ts',
    "import type { Clock } from '../ports/clock.ts'\nexport type A = Clock",
    'lib/ports/clock.ts',
  ],
  [
    'ports-below-all',
    'lib/ports/bad.ts',
    "import type { Store } from '../../db/store.ts'\nexport type A = Store",
    'db/store.ts',
  ],
  [
    'ports-types-only',
    'lib/ports/bad-value.ts',
    "import { words } from '../sca/words.ts'\nexport const a = words",
    'lib/sca/words.ts',
  ],
  ['db-uses-sca-and-ports', 'db/bad.ts', "export { open } from '../lib/session/open.ts'", 'lib/session/open.ts'],
  [
    'db-ports-types-only',
    'db/bad-value.ts',
    "import { clock } from '../lib/ports/clock.ts'\nexport const a = clock",
    'lib/ports/clock.ts',
  ],
  [
    'engines-in-db-only',
    'lib/session/bad-sql.ts',
    "import * as orm from 'drizzle-orm'\nexport const a = orm",
    'node_modules/drizzle-orm/index.js',
  ],
  ['methods-use-little', 'lib/methods/pin/bad-up.ts', "export * from '../../session/open.ts'", 'lib/session/open.ts'],
  [
    'methods-know-no-other',
    'lib/methods/pin/bad-side.ts',
    "import { passkey } from '../passkey/check.ts'\nexport const a = passkey",
    'lib/methods/passkey/check.ts',
  ],
  [
    'methods-store-types-only',
    'lib/methods/pin/bad-store.ts',
    "import { store } from '../../../db/store.ts'\nexport const a = store",
    'db/store.ts',
  ],
  [
    'session-uses-lower',
    'lib/session/bad.ts',
    "import { stepPage } from '../web/step-page.ts'\nexport const a = stepPage",
    'lib/web/step-page.ts',
  ],
  [
    'webhooks-use-lower',
    'lib/webhooks/bad.ts',
    "import type { open } from '../session/open.ts'\nexport type A = typeof open",
    'lib/session/open.ts',
  ],
  [
    'event-types-types-only',
    'lib/session/bad-events.ts',
    "import { eventTypes } from '../webhooks/event-types.ts'\nexport const a = eventTypes",
    'lib/webhooks/event-types.ts',
  ],
  [
    'config-types-only',
    'lib/session/bad-config.ts',
    "import { config } from '../config.ts'\nexport const a = config",
    'lib/config.ts',
  ],
  [
    'senders-use-ports',
    'lib/senders/bad.ts',
    "import { pin } from '../methods/pin/check.ts'\nexport const a = pin",
    'lib/methods/pin/check.ts',
  ],
  [
    'log-uses-ports',
    'lib/log/bad.ts',
    "import { open } from '../session/open.ts'\nexport const a = open",
    'lib/session/open.ts',
  ],
  [
    'metrics-use-ports',
    'lib/metrics/bad.ts',
    "import { open } from '../session/open.ts'\nexport const a = open",
    'lib/session/open.ts',
  ],
  [
    'prometheus-in-metrics-only',
    'lib/session/bad-metrics.ts',
    "import * as prom from 'prom-client'\nexport const a = prom",
    'node_modules/prom-client/index.js',
  ],
  [
    'concrete-in-container-only',
    'lib/session/bad-meters.ts',
    "import { meters } from '../metrics/meters.ts'\nexport const a = meters",
    'lib/metrics/meters.ts',
  ],
  [
    'secrets-use-ports',
    'lib/crypto/bad.ts',
    "import { open } from '../session/open.ts'\nexport const a = open",
    'lib/session/open.ts',
  ],
  [
    'evidence-uses-sca',
    'lib/evidence/bad.ts',
    "import { open } from '../session/open.ts'\nexport const a = open",
    'lib/session/open.ts',
  ],
  [
    'brand-uses-sca',
    'lib/brand/bad.ts',
    "import { open } from '../session/open.ts'\nexport const a = open",
    'lib/session/open.ts',
  ],
  ['i18n-uses-sca', 'lib/i18n/bad.ts', "export const a = () => import('../session/open.ts')", 'lib/session/open.ts'],
  [
    'lib-knows-no-pages',
    'lib/web/bad-page.ts',
    "import { Welcome } from '../../components/screens/welcome.tsx'\nexport const a = Welcome",
    'components/screens/welcome.tsx',
  ],
  [
    'readiness-uses-lower',
    'lib/readiness/bad.ts',
    "import { api } from '../api/app.ts'\nexport const a = api",
    'lib/api/app.ts',
  ],
  [
    'web-and-api-apart',
    'lib/web/bad-api.ts',
    "import { api } from '../api/app.ts'\nexport const a = api",
    'lib/api/app.ts',
  ],
  [
    'concrete-in-container-only',
    'lib/api/bad-store.ts',
    "import { sqlite } from '../../db/sqlite/store.ts'\nexport const a = sqlite",
    'db/sqlite/store.ts',
  ],
  [
    'concrete-in-container-only',
    'lib/api/bad-journal.ts',
    "import { journal } from '../../db/journal/journal.ts'\nexport const a = journal",
    'db/journal/journal.ts',
  ],
  [
    'concrete-in-container-only',
    'app/bad-sender.ts',
    "import { smtp } from '../lib/senders/smtp.ts'\nexport const a = smtp",
    'lib/senders/smtp.ts',
  ],
  [
    'components-show',
    'components/bad.tsx',
    "import { open } from '../lib/session/open.ts'\nexport const A = () => <p>{open}</p>",
    'lib/session/open.ts',
  ],
  [
    'components-sca-types-only',
    'components/bad-value.tsx',
    "import { decide } from '../lib/sca/decide.ts'\nexport const A = () => <p>{decide}</p>",
    'lib/sca/decide.ts',
  ],
  [
    'components-packages',
    'components/bad-package.tsx',
    "import { z } from 'zod'\nexport const A = () => <p>{z}</p>",
    'node_modules/zod/index.js',
  ],
  [
    'components-no-node',
    'components/bad-node.tsx',
    "import { readFileSync } from 'node:fs'\nexport const A = readFileSync",
    'fs',
  ],
  [
    'app-uses-lower',
    'app/bad-example.ts',
    "import { platform } from '../examples/platform/server.ts'\nexport const a = platform",
    'examples/platform/server.ts',
  ],
  [
    'examples-stand-alone',
    'examples/platform/bad.ts',
    "import type { Word } from '../../lib/sca/words.ts'\nexport type A = Word",
    'lib/sca/words.ts',
  ],
  [
    'tests-stay-outside',
    'lib/session/bad-test.ts',
    "import { suite } from '../../db/store.contract.ts'\nexport const a = suite",
    'db/store.contract.ts',
  ],
  [
    'no-development-packages',
    'lib/session/bad-dev.ts',
    "import { vi } from 'vitest'\nexport const a = vi",
    'node_modules/vitest/index.js',
  ],
  ['not-found', 'lib/session/bad-path.ts', "import { gone } from './gone.ts'\nexport const a = gone", './gone.ts'],
]

const circle = {
  'lib/session/circle-a.ts': "import type { B } from './circle-b.ts'\nexport type A = B\n",
  'lib/session/circle-b.ts': "import type { A } from './circle-a.ts'\nexport type B = A\n",
}

const plantedFiles = Object.fromEntries(planted.map(([, from, content]) => [from, `${content}\n`]))

test('a sound tree passes, and each of its imports has been read', () => {
  const { violations, imports } = cruisePlanted(sound)
  expect(violations).toEqual([])
  expect(imports).toBe(
    Object.values(sound)
      .join('\n')
      .match(/^import /gm)?.length,
  )
})

test('every planted import is reported under its rule, and no file in order is blamed', () => {
  const { violations } = cruisePlanted({ ...sound, ...plantedFiles, ...circle })
  const reported = violations.map(line)
  const expected = planted.map(([rule, from, , to]) => line({ rule, from, to }))
  expect(expected.filter((entry) => !reported.includes(entry))).toEqual([])
  expect(violations.filter(({ from }) => from in sound)).toEqual([])
  // A circle is reported once, at the file where it was first seen.
  expect(violations.some(({ rule, from }) => rule === 'no-circular' && from in circle)).toBe(true)
})

test('every rule has a planted violation', () => {
  const { rules } = cruisePlanted(sound)
  expect([...new Set([...planted.map(([rule]) => rule), 'no-circular'])].sort()).toEqual(rules.sort())
})

const line = ({ rule, from, to }: Violation): string => `${rule}: ${from} -> ${to}`
