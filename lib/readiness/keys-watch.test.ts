import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { makeRing } from '../keys/make-ring.ts'
import { makeWorld } from '../session/testing/world.ts'
import { keysWatch } from './keys-watch.ts'
import { readinessOf } from './readiness.ts'

const ring = makeRing()
const hour = 3_600_000
let file: string
let folder: string
let now: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-keys-'))
  file = join(folder, 'keys')
  writeFileSync(file, JSON.stringify(ring))
  now = 0
})
afterEach(() => rmSync(folder, { recursive: true }))
const steady = { now: () => now, awake: () => now }

function world(more: Record<string, string> = { ASSENT_KEYS_MAX_AGE_SECONDS: '3600' }) {
  const made = makeWorld()
  const config = readConfig({ ASSENT_DATA: folder, ASSENT_KEYS_FILE: file, ...more })
  return { ...made, deps: { ...made.deps, config } }
}

it('REL-18 goes on while the store has its keys, and with more of them', async () => {
  const { deps, logged } = world()
  const look = keysWatch(deps, steady)
  for (let i = 0; i < 5; i += 1) {
    await expect.poll(look).toBe('ok')
    now += hour
    // Seen again, as soon as the store has answered.
    await expect.poll(look).toBe('ok')
    // In one step, as stores do: half a ring that is being read is none.
    writeFileSync(`${file}.next`, JSON.stringify({ ...ring, cookie: [...makeRing().cookie, ...ring.cookie] }))
    renameSync(`${file}.next`, file)
  }
  expect(logged).toEqual([])
})

it.each([
  ['is gone', () => rmSync(file)],
  ['cannot be read', () => writeFileSync(file, '{')],
  ['has another pepper', () => writeFileSync(file, JSON.stringify({ ...ring, pepper: makeRing().pepper }))],
  ['has another signing key', () => writeFileSync(file, JSON.stringify({ ...ring, signing: makeRing().signing }))],
])('REL-18 fails closed an hour after the store %s, not before, and goes on once it is back', async (_, away) => {
  const { deps, logged } = world()
  const look = keysWatch(deps, steady)
  away()
  look()
  await expect.poll(() => logged.join()).toContain('does not have what is in use')
  now = hour
  expect(look()).toBe('ok')
  now += 1
  expect(look()).toBe('lost')
  expect(logged.join()).not.toContain(ring.pepper[0]?.secret)
  writeFileSync(file, JSON.stringify(ring))
  await expect.poll(look).toBe('ok')
})

it('REL-18 what is lost stops the server and says so', async () => {
  const { deps } = world()
  const readiness = await readinessOf(deps, { now: () => now }, steady)
  expect([readiness.stopped(), (await readiness.report()).checks.keys]).toEqual([false, 'ok'])
  rmSync(file)
  now = hour + 1
  readiness.forget()
  expect(await readiness.report()).toMatchObject({ ready: false, checks: { keys: 'lost' } })
  expect(readiness.stopped()).toBe(true)
})

it('REL-18 without its store it does not start; where nobody asks for it, only the start needs it', async () => {
  const { deps } = world({})
  rmSync(file)
  const look = keysWatch(deps, steady)
  look()
  now = 1_000 * hour
  expect(look()).toBe('ok')
  expect(() => world()).toThrow('ASSENT_KEYS_FILE')
  expect(() => readConfig({ ASSENT_DATA: folder, ASSENT_KEYS_MAX_AGE_SECONDS: '60' })).toThrow(
    'ASSENT_KEYS_MAX_AGE_SECONDS: needs ASSENT_KEYS_FILE',
  )
})
