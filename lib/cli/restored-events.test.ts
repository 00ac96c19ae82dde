import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aPasskey, aPin, enrol } from '../../db/contract/rows.ts'
import { makeDeps } from '../container.ts'
import { noBrand } from '../sca/brand.ts'
import type { Deps } from '../session/deps.ts'
import { resetFactors } from '../session/revoke-factors.ts'
import { saveUser } from '../session/save-user.ts'
import { runCommand } from './run-command.ts'

// The journal is lost with the machine: what platforms were told by webhook is what is left.

const folder = mkdtempSync(join(tmpdir(), 'assent-restored-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const env = { ASSENT_DATA: folder, LOG_LEVEL: 'silent' }
const file = join(folder, 'told.jsonl')
const platform = { id: 'shop', name: 'Shop', policy: 'strict', returnUrls: [], brand: noBrand, createdAt: 0 } as const

async function assent(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const say = (to: string[]) => (line: string) => void to.push(line)
  const code = await runCommand(args, { env, say: say(out), note: say(err) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function withDeps<T>(work: (deps: Deps) => Promise<T>): Promise<T> {
  const deps = makeDeps(env)
  try {
    return await work(deps)
  } finally {
    await deps.store.close()
  }
}

const found = ({ store }: Deps, userId: string) => store.findUser('shop', userId)
const held = (userId: string) =>
  withDeps(async (deps) => {
    const { credentials, series } = (await found(deps, userId)) ?? {}
    const { pin, phone, passkeys } = credentials ?? {}
    return [pin && 'pin', phone && 'phone', ...(passkeys ?? []).map(() => 'passkey'), series?.permanent && 'blocked']
  })
const holds = async (userId: string) => (await held(userId)).filter(Boolean)

const told = (type: string, data: object, timestamp = new Date(Date.now() + 2_000).toISOString()) =>
  JSON.stringify({ type, timestamp, data })
const tell = (...lines: string[]) => writeFileSync(file, lines.join('\n'))

beforeAll(() =>
  withDeps(async (deps) => {
    await deps.store.createPlatform(platform, [])
    for (const id of ['ann', 'ben']) {
      await saveUser(deps, platform, id, {
        type: 'natural',
        category: 'owner',
        email: 'a@example.com',
        phoneNumber: '+33612345678',
      } as never)
      const user = (await found(deps, id))?.user
      if (user === undefined) throw new Error('no user')
      await enrol(deps.store, user, [
        { method: 'pin', pin: aPin({ createdAt: 1 }) },
        { method: 'passkey', passkey: aPasskey({ createdAt: 1 }) },
      ])
    }
  }),
)
beforeEach(() => rmSync(join(folder, 'journal'), { recursive: true, force: true }))

it('wants to know of a restore first', async () => {
  tell(told('factor.removed', { userId: 'ann', method: 'pin' }))
  expect(await assent('restored', 'events', 'shop', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('say "restored" first'),
  })
  expect(await holds('ann')).toEqual(['pin', 'passkey'])
})

it('REL-07 restored does again what the journal remembers', async () => {
  await withDeps(async (deps) => {
    const record = await found(deps, 'ben')
    if (record === null) throw new Error('no user')
    await deps.store.backUp(join(folder, 'backup.db'))
    await resetFactors(deps, record, 'pin', 'asked', 'operator')
  })
  expect(await holds('ben')).toEqual(['passkey'])
  for (const end of ['-wal', '-shm']) rmSync(join(folder, `assent.db${end}`), { force: true })
  copyFileSync(join(folder, 'backup.db'), join(folder, 'assent.db'))
  expect(await holds('ben')).toEqual(['pin', 'passkey'])
  const { code, err } = await assent('restored')
  expect([code, err]).toEqual([0, expect.stringContaining('1 revocations, erasures and blocks')])
  expect(await holds('ben')).toEqual(['passkey'])
})

it('refuses a file whole that it cannot read', async () => {
  const good = told('factor.removed', { userId: 'ann', method: 'pin' })
  tell(good, '{')
  expect((await assent('restored', 'events', 'shop', file)).err).toBe('Line 2 is no JSON object.')
  tell(good, '', told('factor.removed', { userId: 'ann', method: 'eye' }))
  expect((await assent('restored', 'events', 'shop', file)).err).toBe('Line 3 is no message of Assent.')
  expect((await assent('restored', 'events', 'nobody', file)).code).toBe(1)
  expect(await holds('ann')).toEqual(['pin', 'passkey'])
})

it('REL-07 takes and blocks what the platform was told of in the time that is lost, once', async () => {
  const long = '2020-01-01T00:00:00.000Z'
  tell(
    told('session.succeeded', { userId: 'ann' }),
    told('factor.removed', { userId: 'ann', method: 'passkey' }),
    told('factor.replaced', { userId: 'nobody', method: 'pin' }),
    told('user.blocked', { userId: 'ben', until: null }),
  )
  await assent('restored')
  const first = await assent('restored', 'events', 'shop', file)
  expect([first.code, first.out]).toEqual([0, expect.stringContaining('2 revocations and blocks')])
  expect(await holds('ann')).toEqual(['pin'])
  expect(await holds('ben')).toEqual(['passkey', 'blocked'])
  expect((await assent('restored', 'events', 'shop', file)).out).toContain('0 revocations')
  tell(told('factor.removed', { userId: 'ann', method: 'pin' }, long))
  await assent('restored')
  // Of another time: the backup knows it.
  expect((await assent('restored', 'events', 'shop', file)).out).toContain('0 revocations')
})

it('REL-07 a block that was lifted is not made again, nor is what was made since taken', async () => {
  await assent('restored')
  await withDeps(async (deps) => {
    const ann = (await found(deps, 'ann'))?.user
    if (ann === undefined) throw new Error('no user')
    await enrol(deps.store, ann, [{ method: 'pin', pin: aPin({ createdAt: Date.now() + 3_600_000 }) }])
  })
  tell(
    told('user.blocked', { userId: 'ann', until: null }, new Date(Date.now() - 2_000).toISOString()),
    told('user.unblocked', { userId: 'ann' }, new Date(Date.now() - 1_000).toISOString()),
    told('factor.removed', { userId: 'ann', method: 'pin' }),
  )
  expect((await assent('restored', 'events', 'shop', file)).out).toContain('0 revocations')
  expect(await holds('ann')).toEqual(['pin'])
})
