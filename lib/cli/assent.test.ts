import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDeps } from '../container.ts'
import { tokenHash } from '../keys/hash.ts'
import { readRing } from '../keys/ring.ts'
import { noBrand } from '../sca/brand.ts'
import { mintSession } from '../session/mint-session.ts'
import { saveUser } from '../session/save-user.ts'
import { runCommand } from './run-command.ts'

// The real commands on a real file; what only a process of its own can show is spawned, the rest runs here.
const folder = mkdtempSync(join(tmpdir(), 'assent-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function assent(args: string[], env: Record<string, string> = {}) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, {
    env: { ASSENT_DATA: folder, ...env },
    say: (line) => void out.push(`${line}\n`),
    note: (line) => void err.push(`${line}\n`),
  })
  return { code, out: out.join(''), err: err.join('') }
}

function spawned(...args: string[]) {
  const env = { PATH: process.env['PATH'] ?? '', ASSENT_DATA: folder } as unknown as NodeJS.ProcessEnv
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/assent.ts', ...args], {
    env,
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

const words = (line: string) => line.split(' ').filter(Boolean)
/** The store, opened beside the command, as the server has it. */
const deps = () => makeDeps({ ASSENT_DATA: folder, LOG_LEVEL: 'silent' })

async function withDeps<T>(
  work: (opened: ReturnType<typeof deps>) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const opened = makeDeps({ ASSENT_DATA: folder, LOG_LEVEL: 'silent', ...env })
  try {
    return await work(opened)
  } finally {
    await opened.store.close()
  }
}

describe('the command line', () => {
  it('lists its commands, and tells a wrong one from a missing one', async () => {
    expect(spawned('--help')).toMatchObject({ code: 0, err: '' })
    expect(spawned('platform', 'destroy')).toMatchObject({ code: 2, out: '' })
    expect(spawned('platform', 'update', 'nobody', '--name', 'X')).toMatchObject({ code: 1, out: '' })
    expect((await assent([])).code).toBe(2)
    expect(await assent(['platform', 'destroy'])).toMatchObject({ code: 2, out: '' })
    expect(await assent(['platform', 'create', '--help'])).toMatchObject({ code: 0, err: '' })
    expect(await assent(['platform', 'create'])).toMatchObject({ code: 2, out: '' })
    expect((await assent(['platform', 'create', 'Shop', 'Two'])).err).toContain('one word too many')
    expect((await assent(['key', 'list', 'shop', '--verbose'])).code).toBe(2)
  })

  it('says what is wrong with the configuration', async () => {
    const { code, err } = await assent(['platform', 'list'], { PORT: 'many', ASSENT_URL: 'nowhere' })
    expect(code).toBe(1)
    expect(err).toMatch(/ASSENT_URL: .*\nPORT: /)
  })
})

describe('platforms and their keys', () => {
  const back = 'https://shop.example/back'

  it('makes one, whose key is shown once and stored as a hash', async () => {
    const { code, out, err } = await assent([
      'platform',
      'create',
      'Côte & Fils',
      '--policy',
      'mangopay',
      '--return-url',
      back,
    ])
    expect(code).toBe(0)
    const [platform, keyId, key] = out
      .trim()
      .split('\n')
      .map((line) => words(line).at(-1) ?? '')
    expect([platform, err]).toEqual(['cote-fils', 'Keep the API key now: only its hash is stored.\n'])
    expect(key).toMatch(/^ak_sandbox_[\w-]{43}$/)
    const found = await withDeps(({ store }) => store.findPlatformByKey(tokenHash(key ?? '')))
    expect(found).toMatchObject({
      keyId,
      platform: { id: 'cote-fils', name: 'Côte & Fils', policy: 'mangopay', returnUrls: [back] },
    })
    expect((await assent(['platform', 'list'])).out).toContain(back)
    expect(readFileSync(join(folder, 'assent.db')).includes(key ?? '')).toBe(false)
  })

  it('refuses what cannot be registered, and writes nothing', async () => {
    const wrong = ['http://shop.example/', 'https://a@shop.example/', 'https://*.shop.example/', 'javascript:alert(1)']
    const { code, err } = await assent([
      'platform',
      'create',
      'Wrong',
      ...wrong.flatMap((url) => ['--return-url', url]),
    ])
    expect(code).toBe(1)
    for (const url of wrong) expect(err).toContain(`${url} cannot be registered`)
    expect((await assent(['platform', 'create', 'Wrong', '--policy', 'lax'])).code).toBe(2)
    expect(await assent(['platform', 'create', 'Côte Fils'])).toMatchObject({ code: 1, out: '' })
    expect((await assent(['platform', 'list'])).out).not.toContain('Wrong')
  })

  it('changes only what is given', async () => {
    expect((await assent(['platform', 'update', 'cote-fils', '--policy', 'strict'])).code).toBe(0)
    const platform = await withDeps(({ store }) => store.findPlatform('cote-fils'))
    expect(platform).toMatchObject({ name: 'Côte & Fils', policy: 'strict', returnUrls: [back] })
    expect((await assent(['platform', 'update', 'cote-fils'])).code).toBe(2)
    expect(await assent(['platform', 'update', 'nobody', '--name', 'X'])).toMatchObject({
      code: 1,
      err: 'There is no platform nobody.\n',
    })
  })

  it('has at most two active keys', async () => {
    const second = await assent(['key', 'create', 'cote-fils'])
    expect(second.code).toBe(0)
    expect(await assent(['key', 'create', 'cote-fils'])).toMatchObject({ code: 1, out: '' })
    const id = words(second.out.split('\n')[0] ?? '').at(-1) ?? ''
    expect((await assent(['key', 'revoke', id])).code).toBe(0)
    expect((await assent(['key', 'revoke', 'key_none'])).code).toBe(1)
    const listed = (await assent(['key', 'list', 'cote-fils'])).out
    expect(listed).toMatch(new RegExp(`${id} .*revoked`))
    expect(listed).not.toContain('ak_')
    expect((await assent(['key', 'create', 'cote-fils'])).code).toBe(0)
  })
})

describe('the key ring', () => {
  it('is made for live mode', async () => {
    const { code, out, err } = await assent(['keys', 'make'])
    expect([code, err]).toEqual([0, ''])
    expect(readRing(out).signing).toHaveLength(1)
  })

  it.each(['cookie', 'pepper', 'field', 'code', 'lookup', 'signing'] as const)(
    'gets a fresh %s key in front',
    async (kind) => {
      const file = join(folder, `${kind}.json`)
      const before = readRing((await assent(['keys', 'make'])).out)
      writeFileSync(file, JSON.stringify(before))
      const { code, out, err } = await assent(['keys', 'rotate', '--kind', kind, '--file', file])
      expect(code).toBe(0)
      const after = readRing(readFileSync(file, 'utf8'))
      expect(after).toEqual({ ...before, [kind]: [expect.anything(), ...before[kind]] })
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(out + err).not.toContain(JSON.stringify(Object.values(after[kind][0] ?? {})[1]))
    },
  )

  it('is printed where it came from the environment', async () => {
    const ASSENT_KEYS = (await assent(['keys', 'make'])).out.trim()
    const { out } = await assent(['keys', 'rotate', '--kind', 'signing'], { ASSENT_KEYS })
    expect(readRing(out).signing.slice(1)).toEqual(readRing(ASSENT_KEYS).signing)
  })

  it('refuses a kind that it does not have, and a file that is none', async () => {
    expect((await assent(['keys', 'rotate', '--kind', 'all'])).code).toBe(2)
    const file = join(folder, 'nonsense.json')
    writeFileSync(file, '{}')
    expect((await assent(['keys', 'rotate', '--kind', 'code', '--file', file])).err).toContain('not usable')
    expect((await assent(['keys', 'rotate', '--kind', 'code', '--file', join(folder, 'none.json')])).code).toBe(1)
  })
})

describe('users, sessions, evidence', () => {
  let id = ''
  const mint = (env?: Record<string, string>) =>
    withDeps(async (opened) => {
      const platform = {
        id: 'bank',
        name: 'Bank',
        policy: 'strict',
        returnUrls: ['https://b.example/'],
        brand: noBrand,
        createdAt: 1,
      } as const
      await opened.store.createPlatform(platform, [])
      const none = { firstName: null, lastName: null, name: null, legalRepresentative: null, locale: null }
      const contacts = { email: 'secret.ann@example.com', phoneNumber: '+33611111111' }
      await saveUser(opened, platform, 'ann', { type: 'natural', category: 'owner', ...contacts, ...none })
      return mintSession(opened, platform, { userId: 'ann', purpose: 'access', operation: { scope: 'Balances' } })
    }, env)
  beforeAll(async () => {
    const minted = await mint()
    if (!('session' in minted)) throw new Error(minted.refused)
    id = minted.session.id
  })

  it('shows a user without the contacts', async () => {
    const { code, out } = await assent(['user', 'show', 'bank', 'ann'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ userId: 'ann', status: 'pending-enrolment', failures: 0 })
    expect(out).not.toMatch(/secret|33611111111/)
    expect((await assent(['user', 'show', 'bank', 'bob'])).code).toBe(1)
  })

  it('blocks and unblocks', async () => {
    const status = async () => JSON.parse((await assent(['user', 'show', 'bank', 'ann'])).out).status
    expect((await assent(['user', 'block', 'bank', 'ann'])).code).toBe(0)
    expect(await status()).toBe('blocked')
    expect((await assent(['user', 'unblock', 'bank', 'ann'])).code).toBe(0)
    expect(await status()).toBe('pending-enrolment')
  })

  it('shows a session without a secret', async () => {
    const { code, out } = await assent(['session', 'show', id])
    expect(code).toBe(0)
    expect(out).toMatch(/minted/)
    expect(out).toContain('The log is as it was written.')
    expect(out + (await assent(['session', 'show', id, '--json'])).out).not.toMatch(/sca_|secret|33611111111/)
    expect(await assent(['session', 'show', 'ses_none'])).toMatchObject({
      code: 1,
      err: 'There is no session ses_none.\n',
    })
  })

  it('finds an event that somebody edited', async () => {
    expect(await assent(['evidence', 'verify', id])).toMatchObject({
      code: 0,
      // The block above ended the session.
      out: expect.stringContaining('sound: 2 events'),
    })
    expect((await assent(['evidence', 'verify', id, '--head', 'f'.repeat(64)])).code).toBe(1)
    const file = new Sqlite(join(folder, 'assent.db'))
    file.prepare('update session_event set at = at - 1 where session_id = ?').run(id)
    file.close()
    expect(await assent(['evidence', 'verify', id])).toMatchObject({ code: 1, out: expect.stringContaining('event 1') })
    expect((await assent(['session', 'show', id])).out).toContain('The log was changed: event 1.')
  })

  it('CRED-11 resets with a reason only, and keeps it', async () => {
    const reset = (...rest: string[]) => assent(['user', 'reset', 'bank', 'ann', ...rest])
    expect((await reset('pin')).code).toBe(2)
    expect((await reset('email', '--reason', 'Lost')).code).toBe(2)
    expect(await reset('all', '--reason', 'Lost phone')).toMatchObject({ code: 0, out: 'user ann: all reset\n' })
    const { acts } = JSON.parse((await assent(['user', 'export', 'bank', 'ann'])).out)
    expect(acts.map(({ by, did, reason }: Record<string, unknown>) => [by, did, reason])).toEqual([
      ['operator', 'blocked', null],
      ['operator', 'unblocked', null],
      ['operator', 'reset', 'Lost phone'],
      ['operator', 'exported', null],
    ])
  })

  it('PII-04 erases when that is meant', async () => {
    expect((await assent(['user', 'erase', 'bank', 'ann'])).code).toBe(2)
    expect(await assent(['user', 'erase', 'bank', 'ann', '--yes'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^erased:/),
    })
    expect((await assent(['user', 'show', 'bank', 'ann'])).code).toBe(1)
    expect((await assent(['session', 'show', id])).code).toBe(0)
  })

  it('REL-07 restored voids what is open, each time it is said, and doctor keeps saying what may be lost', async () => {
    const env = { DATABASE_URL: `file:${join(folder, 'restored.db')}` }
    const minted = await mint(env)
    const session = 'session' in minted ? minted.session.id : ''
    const { code, out, err } = await assent(['restored'], env)
    expect([code, out]).toEqual([0, 'epoch 2 has begun; 1 open sessions ended\n'])
    expect(err).toContain('may be lost')
    expect((await assent(['session', 'show', session], env)).out).toContain('service-restored')
    expect((await assent(['restored'], env)).out).toBe('epoch 3 has begun; 0 open sessions ended\n')
    const doctor = await assent(['doctor'], env)
    expect(doctor.code).toBe(0)
    expect(doctor.out).toMatch(/note {2}epoch 2 \(restored\): what was written from an unknown time to .* may be lost/)
    expect(doctor.out).toContain('ok    epoch: 3')
  })
})

describe('backup', () => {
  it('copies the database into a file that is not there yet', async () => {
    const path = join(folder, 'backup.db')
    expect((await assent(['backup', path])).code).toBe(0)
    const copy = await assent(['platform', 'list'], { DATABASE_URL: `file:${path}` })
    expect([copy.code, copy.out]).toEqual([0, (await assent(['platform', 'list'])).out])
    expect(await assent(['backup', path])).toMatchObject({ code: 1, err: `${path} is there already.\n` })
    expect((await assent(['backup'])).code).toBe(2)
  })
})

describe('doctor and migrate', () => {
  it('find nothing wrong with what works', async () => {
    const { code, out } = await assent(['doctor'])
    expect(code).toBe(0)
    expect(out).toContain('keys: cookie 1, pepper 1, field 1, code 1, lookup 1, signing 1')
    expect(out).toContain('platform bank: no active API key')
    expect(out).toContain('note  contact: nobody to ask is named')
    expect(out).toContain('ok    metrics: on port 3000 for everybody')
    const named = await assent(['doctor'], { ASSENT_SUPPORT_EMAIL: 'help@bank.example' })
    expect(named.out).toContain('ok    contact: help@bank.example')
    expect((await assent(['migrate'])).code).toBe(0)
  })

  it.each([
    ['a live configuration that lacks things', { ASSENT_MODE: 'live' }, 'ASSENT_KEYS'],
    ['a file that is no database', { DATABASE_URL: `file:${join(folder, 'keys.json')}` }, 'not a database'],
    ['a mail server that is not there', { MAIL_URL: 'smtp://127.0.0.1:1' }, 'mail server: does not serve us'],
    ['a folder in the place of a file', { DATABASE_URL: `file:${folder}` }, 'unable to open'],
  ])('find %s', async (_, env, text) => {
    const { code, out, err } = await assent(['doctor'], env)
    expect([code, err]).toEqual([1, ''])
    expect(out).toContain(`FAIL  `)
    expect(out).toContain(text)
  })

  it('find a database of a newer version, and a clock that went back', async () => {
    const path = join(folder, 'other.db')
    const env = { DATABASE_URL: `file:${path}` }
    expect((await assent(['migrate'], env)).code).toBe(0)
    const file = new Sqlite(path)
    const ahead = Date.now() + 60_000
    file.prepare("insert into signing_key (kid, jwk, created_at) values ('later', '{}', ?)").run(ahead)
    expect(await assent(['doctor'], env)).toMatchObject({ code: 1, out: expect.stringContaining('FAIL  clock') })
    file.pragma('user_version = 9999')
    file.close()
    expect(await assent(['migrate'], env)).toMatchObject({ code: 1, err: expect.stringContaining('newer version') })
  })
})
