import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anEnd, aPasskey, aPin, aSession, enrol } from '../../db/contract/rows.ts'
import { makeDeps } from '../container.ts'
import type { Deps } from '../session/deps.ts'
import { keepPasskeyDomain } from '../session/passkey-domain.ts'
import { platform, saveCustomer } from '../session/testing/world.ts'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-passkeys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const oldName = { ASSENT_DATA: folder, ASSENT_URL: 'https://old.example', LOG_LEVEL: 'silent' }
const newName = { ...oldName, ASSENT_URL: 'https://new.example' }
const move = ['passkeys', 'move', '--from', 'old.example']

async function assent(args: string[], env: Record<string, string>) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, { env, say: (line) => void out.push(line), note: (line) => void err.push(line) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** Waits for the end of a server that cannot start. */
function serverStarted(env: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, ['server.ts'], {
    env: { ...env, PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: '0' },
    encoding: 'utf8',
  })
  return { status, stderr }
}

async function onFile<T>(env: Record<string, string>, work: (deps: Deps) => Promise<T>): Promise<T> {
  const deps = makeDeps(env)
  try {
    return await work(deps)
  } finally {
    await deps.store.close()
  }
}

async function ann({ store }: Deps) {
  const found = await store.findUser(platform.id, 'ann')
  if (found === null) throw new Error('no ann')
  return found
}

describe('a server under another name than the one that its passkeys belong to (WA-18)', () => {
  beforeAll(() =>
    onFile(oldName, async (deps) => {
      await keepPasskeyDomain(deps)
      await deps.store.createPlatform(platform, [])
      await saveCustomer(deps, {})
      const passkey = { method: 'passkey', passkey: aPasskey() } as const
      await enrol(deps.store, (await ann(deps)).user, [{ method: 'pin', pin: aPin() }, passkey])
    }),
  )

  it('does not start, and says what to do', async () => {
    const { status, stderr } = serverStarted(newName)
    expect([status, stderr]).toEqual([1, expect.stringContaining('this is new.example, where none of them would work')])
    expect(stderr).toContain('the passkeys of this database belong to old.example')
    expect(stderr).toContain('npm run assent -- passkeys move --from old.example')
  })

  it('is found by doctor, which pins nothing by itself', async () => {
    const wrong = await assent(['doctor'], newName)
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/FAIL {2}ASSENT_URL: the passkeys of this database belong to old\.example/)
    expect((await assent(['doctor'], oldName)).out).toContain('ok    passkeys: belong to old.example')
    const fresh = { ...newName, DATABASE_URL: `file:${join(folder, 'fresh.db')}` }
    expect((await assent(['doctor'], fresh)).out).toContain('belong to new.example, from the first start on')
    expect(await onFile(fresh, ({ store }) => store.findPasskeyDomain())).toBeNull()
    expect(await assent(move, fresh)).toMatchObject({ code: 1, err: expect.stringContaining('nothing to move') })
  })

  it('the same host with another port or scheme is the same domain', async () => {
    await onFile({ ...oldName, ASSENT_URL: 'http://old.example:8080' }, keepPasskeyDomain)
  })

  it('moves only from the name that is given, and with no session open that was made under it', async () => {
    expect((await assent(['passkeys', 'move'], newName)).code).toBe(2)
    const other = await assent(['passkeys', 'move', '--from', 'other.example'], newName)
    expect(other).toMatchObject({
      code: 1,
      err: expect.stringContaining('belong to old.example, not to other.example'),
    })
    expect(await assent(move, oldName)).toMatchObject({ code: 1, err: expect.stringContaining('already') })
    const open = await onFile(oldName, async (deps) => {
      const session = aSession((await ann(deps)).user, { createdAt: Date.now(), expiresAt: Date.now() + 600_000 })
      await deps.store.createSession(session)
      return session.id
    })
    expect(await assent(move, newName)).toMatchObject({ code: 1, err: expect.stringContaining('1 sessions are open') })
    await onFile(newName, async (deps) => {
      expect((await ann(deps)).credentials.passkeys).toHaveLength(1)
      expect(await deps.store.findPasskeyDomain()).toBe('old.example')
      await deps.store.finishOnce(anEnd(open))
    })
  })

  it('once moved it starts, the passkeys are gone, and an auditor sees who took them away and why', async () => {
    // Nobody has written the outcome of a session whose time is over while no server ran.
    await onFile(oldName, async (deps) => {
      const over = aSession((await ann(deps)).user, {
        createdAt: Date.now() - 900_000,
        expiresAt: Date.now() - 300_000,
      })
      await deps.store.createSession(over)
    })
    const moved = await assent(move, newName)
    expect(moved).toEqual({ code: 0, out: 'passkeys belong to new.example now; 1 users lost theirs', err: '' })
    await onFile(newName, async (deps) => {
      await keepPasskeyDomain(deps)
      const { credentials, user } = await ann(deps)
      expect([credentials.passkeys, credentials.pin === null]).toEqual([[], false])
      expect(await deps.store.listActs(user.id)).toMatchObject([{ by: 'operator', did: 'reset', what: 'passkeys' }])
      const { events } = await deps.store.listEvents({ platformId: platform.id, limit: 9, now: Date.now() })
      expect(events.map(({ type }) => type)).toContain('factor.removed')
    })
    await expect(onFile(oldName, keepPasskeyDomain)).rejects.toThrow('belong to new.example, and this is old.example')
    expect(await assent(move, newName)).toMatchObject({ code: 1, err: expect.stringContaining('already') })
  })
})
