import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeDeps } from '../container.ts'
import { purgedKinds } from '../sca/retention.ts'
import { depositInInbox } from '../session/inbox.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { mint, seed } from '../session/testing/world.ts'
import { runCommand } from './run-command.ts'

// The real command on a real file, which a server with a clock of long ago has left behind.
const day = 86_400_000
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-purge-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function assent(args: string[], env: Record<string, string> = {}) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, {
    env: { ASSENT_DATA: folder, ...env },
    say: (line) => void out.push(line),
    note: (line) => void err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** Three sessions that nobody took up, and a message in the inbox, so many days ago. */
async function leave(daysAgo: number): Promise<number> {
  const time = { now: Date.now() - daysAgo * day }
  const deps = makeDeps({ ASSENT_DATA: folder, LOG_LEVEL: 'silent' }, { now: () => time.now })
  const world = { deps } as Parameters<typeof seed>[0]
  await seed(world)
  for (const purpose of ['enrolment', 'access', 'payment'] as const) await mint(world, purpose, { state: 'order-7' })
  await depositInInbox(deps, { channel: 'sms', to: '+33612345678', text: 'hello', platformId: 'plt_test' })
  time.now += 600_000
  await sweepOverdue(deps, 10)
  await deps.store.close()
  return time.now
}

const figures = (out: string) =>
  Object.fromEntries(
    out
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ {2,}/))
      .map(([kind, removed]) => [kind, Number(removed)]),
  )

it('PII-03 counts what it would remove, removes it, and has it in its history', async () => {
  const endedAt = await leave(2_000)
  const dry = await assent(['purge', '--dry-run'])
  expect([dry.code, dry.err]).toEqual([0, ''])
  expect(Object.keys(figures(dry.out))).toEqual(purgedKinds)
  expect(figures(dry.out)).toMatchObject({ 'session-details': 3, inbox: 1, events: 3, acts: 0, codes: 0 })
  expect((await assent(['purge', '--history'])).err).toContain('Nothing was purged')

  const { code, out } = await assent(['purge'])
  expect(code).toBe(0)
  expect(figures(out)).toMatchObject({ 'session-details': 3, sessions: 3, inbox: 1, events: 3, acts: 0 })
  expect(out).toContain(new Date(endedAt).toISOString())
  expect(Object.values(figures((await assent(['purge'])).out)).every((count) => count === 0)).toBe(true)
  const history = (await assent(['purge', '--history'])).out
  expect(history).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d  sessions +3 +${new Date(endedAt).toISOString()}`, 'm'))
})

it('PII-03 keeps evidence for as long as is set', async () => {
  await leave(500)
  expect(figures((await assent(['purge'])).out)).toMatchObject({ sessions: 0, 'session-details': 3 })
  const shorter = { ASSENT_EVIDENCE_DAYS: '400' }
  expect(figures((await assent(['purge', '--dry-run'], shorter)).out)).toMatchObject({ sessions: 3 })
  expect(figures((await assent(['purge'], shorter)).out)).toMatchObject({ sessions: 3 })
})

it('is mentioned by doctor where it is behind', async () => {
  await leave(10)
  expect((await assent(['doctor'])).out).toMatch(/^note {2}purge: 1 inbox are over, for up to 72 hours/m)
  await assent(['purge'])
  expect((await assent(['doctor'])).out).toMatch(/^ok {4}purge: nothing is left/m)
})

it('TR-05 says that a session may be gone because it was purged, and until when', async () => {
  const endedAt = await leave(2_000)
  const missing = () => assent(['evidence', 'verify', 'ses_unknown'])
  expect(await missing()).toMatchObject({ code: 1, err: 'There is no session ses_unknown.' })
  await assent(['purge'])
  expect((await missing()).err).toContain(`that ended up to ${new Date(endedAt).toISOString()} some were purged`)
})

it('does one thing at a time', async () => {
  expect((await assent(['purge', '--dry-run', '--history'])).code).toBe(2)
  expect((await assent(['purge', 'all'])).code).toBe(2)
})
