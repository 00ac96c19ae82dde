import { globSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from '../fixtures.ts'

/** Everything that the server hands to any browser: what the build made, and what lies in `public`. */
function shipped(): (readonly [file: string, text: string])[] {
  return ['.next/static', '.next/assent/public', 'public']
    .flatMap((folder) => globSync(`${folder}/**`))
    .filter((file) => statSync(file).isFile() && !/\.(gz|br)$/.test(file))
    .map((file) => [file, readFileSync(file, 'latin1')])
}

/** Names of all variables that are set or read: of ours, of Next's secrets, and of whoever built. */
const variables = [
  ...[...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name),
  'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
].filter((name) => name !== 'PORT')

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
/** What a browser may have of the packages. */
const ofBrowsers = ['next', 'next-intl', 'react', 'react-dom', 'use-intl', '@simplewebauthn/browser']

test('no secret, no name of one, and nothing that belongs to the server is in what browsers load (WEB-24)', () => {
  const files = shipped()
  expect(files.filter(([file]) => file.endsWith('.js')).length).toBeGreaterThan(5)
  const find = (what: string | RegExp) =>
    files.filter(([, text]) => (typeof what === 'string' ? text.includes(what) : what.test(text))).map(([file]) => file)

  // Whoever looks for something would find it.
  expect(find('passkeySupported').length).toBeGreaterThan(0)

  for (const name of variables) expect(find(name), name).toEqual([])
  const secrets: readonly (readonly [string, RegExp])[] = [
    ['an API key', /\bak_(live|sandbox)_/],
    ['a secret of webhooks', /\bwhsec_/],
    ['a private key', /PRIVATE KEY|"d":"[\w-]{43}"/],
    ['an address with a password', /\b[a-z]+:\/\/[^\s/:@"'`]+:[^\s/@"'`]+@/],
    ['a path of the machine that built it', new RegExp(process.cwd().replaceAll(/[/\\.]/g, '\\$&'))],
    ['a source map', /sourceMappingURL=/],
  ]
  for (const [what, pattern] of secrets) expect(find(pattern), what).toEqual([])
  expect(globSync('.next/static/**/*.map')).toEqual([])

  // The key that seals what Server Actions close over.
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  expect(manifest.encryptionKey).toMatch(/^[\w+/=]{40,}$/)
  expect(find(manifest.encryptionKey)).toEqual([])
})

test('no module of the server is in what browsers load (WEB-24)', () => {
  const files = shipped().filter(([file]) => file.endsWith('.js'))
  // Words that only these modules have.
  const words = [
    ['db/', 'synchronous'],
    ['db/', 'passkey_domain'],
    ['lib/keys', 'aes-256-gcm'],
    ['lib/methods/pin', 'memoryCost'],
    ['lib/methods/passkey', 'expectedChallenge'],
    ['lib/session', 'already-redeemed'],
    ['lib/api', 'idempotency-key'],
    ['lib/senders', 'api.twilio.com'],
  ] as const
  const ours = ['.next/assent/server.mjs', ...globSync('.next/server/**/*.js')]
    .map((file) => readFileSync(file, 'utf8').toLowerCase())
    .join('\n')
  for (const [module, word] of words) {
    expect(ours.includes(word.toLowerCase()), `${module} has ${word}`).toBe(true)
    const found = files.filter(([, text]) => text.toLowerCase().includes(word.toLowerCase()))
    expect(
      found.map(([file]) => file),
      `${module} (${word})`,
    ).toEqual([])
  }
  for (const name of Object.keys(dependencies).filter((one) => !ofBrowsers.includes(one))) {
    const asked = new RegExp(`["'\`]${name.replaceAll(/[/.]/g, '\\$&')}["'\`]`)
    // A word of the language is no name of a package: `canonicalize`, `hono`, `jose`, `pg` and the like stand in quotes here.
    expect(
      files.filter(([, text]) => asked.test(text)).map(([file]) => file),
      name,
    ).toEqual([])
  }
})
