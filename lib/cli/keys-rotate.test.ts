import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeRing } from '../keys/make-ring.ts'
import { type KeyRing, readRing } from '../keys/ring.ts'
import { runCommand } from './run-command.ts'

async function rotate(ring: KeyRing, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const say = (to: string[]) => (line: string) => void to.push(line)
  const env = { ASSENT_KEYS: JSON.stringify(ring) }
  const code = await runCommand(['keys', 'rotate', ...args], { env, say: say(out), note: say(err) })
  return { code, ring: out[0] === undefined ? null : readRing(out[0]), err: err.join('\n') }
}
async function rotated(ring: KeyRing, ...args: string[]): Promise<KeyRing> {
  const { ring: after, err } = await rotate(ring, ...args)
  if (after === null) throw new Error(err)
  return after
}

it.each(['cookie', 'code', 'signing'] as const)(
  'CRY-02 a %s key is added behind the one in use, put in front, and the old one dropped',
  async (kind) => {
    const before = makeRing()
    const old = before[kind][0]?.id ?? ''
    const added = await rotated(before, '--kind', kind, '--behind')
    expect(added[kind].map(({ id }) => id)).toEqual([old, expect.stringMatching(new RegExp(`^${kind}-`))])
    const fresh = added[kind][1]?.id ?? ''
    const inUse = await rotated(added, '--kind', kind, '--first', fresh)
    expect(inUse[kind].map(({ id }) => id)).toEqual([fresh, old])
    const dropped = await rotated(inUse, '--kind', kind, '--drop', old)
    expect(dropped).toEqual({ ...before, [kind]: [added[kind][1]] })
  },
)

it('refuses to drop what is in use or closes what lasts, and what it does not have', async () => {
  const ring = await rotated(await rotated(makeRing(), '--kind', 'cookie'), '--kind', 'pepper')
  const [inUse, old] = ring.cookie.map(({ id }) => id)
  expect((await rotate(ring, '--kind', 'cookie', '--drop', inUse ?? '')).err).toContain('is in use')
  expect((await rotate(ring, '--kind', 'pepper', '--drop', ring.pepper[1]?.id ?? '')).err).toContain('have to stay')
  expect((await rotate(ring, '--kind', 'cookie', '--first', 'cookie-none')).code).toBe(1)
  expect((await rotate(ring, '--kind', 'cookie', '--drop', 'cookie-none')).code).toBe(1)
  expect((await rotate(ring, '--kind', 'cookie', '--first', old ?? '', '--behind')).code).toBe(2)
})

it('reads the ring of ASSENT_KEYS_FILE, and writes into no secret store unless it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-rotate-'))
  const [ours, others] = [makeRing(), makeRing()]
  const file = join(folder, 'secret')
  writeFileSync(file, JSON.stringify(ours))
  // What a sandbox left in the data folder is another ring.
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(others))
  const out: string[] = []
  const env = { ASSENT_KEYS_FILE: file, ASSENT_DATA: folder }
  const rotating = { env, say: (line: string) => void out.push(line), note: () => undefined }
  expect(await runCommand(['keys', 'rotate', '--kind', 'code'], rotating)).toBe(0)
  expect(readRing(out[0] ?? '').code.slice(1)).toEqual(ours.code)
  expect([file, join(folder, 'keys.json')].map((one) => readRing(readFileSync(one, 'utf8')))).toEqual([ours, others])
  rmSync(folder, { recursive: true })
})
