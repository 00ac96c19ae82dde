import { describe, expect, it, vi } from 'vitest'
import { type FormState, freshForm } from '../sca/view.ts'
import { awaitPageStatus, takePageStatus } from '../server/page-status.ts'
import { makeWorld } from '../session/testing/world.ts'
import { faultSafe } from './fault-safe.ts'

// The parts of this process, where `assent()` looks for them.
const world = makeWorld()
;(globalThis as { [slot: symbol]: unknown })[Symbol.for('assent')] = world.deps
const sent = vi.hoisted(() => ({ headers: {} as Record<string, string> }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-assent-address': '/unknown', 'x-request-id': 'req_1', ...sent.headers }),
}))

const echo = faultSafe(async (state, form) => ({ ...state, message: String(form.get('email')) }))

describe('LOG-03 an action that is called by hand', () => {
  it.each([null, undefined, 'x', 3, [], { turn: 'x' }, { turn: Number.NaN }])('with the state %j', async (state) => {
    const form = new FormData()
    form.set('email', 'a')
    expect(await echo(state as unknown as FormState, form)).toEqual({ ...freshForm, message: 'a' })
  })

  it.each([null, undefined, 'x', {}, new Map()])('with the form %j', async (form) => {
    expect(await echo(freshForm, form as unknown as FormData)).toEqual(freshForm)
  })

  it('with what React leaves in the place of an argument that only a browser can have', async () => {
    const left = new Proxy(() => undefined, {
      get: () => {
        throw new Error('Cannot access turn on the server.')
      },
    })
    const form = new FormData()
    form.set('email', 'a')
    expect(await echo(left as unknown as FormState, form)).toEqual({ ...freshForm, message: 'a' })
    expect(await echo(freshForm, left as unknown as FormData)).toEqual(freshForm)
  })

  it('with a state that no form of ours had: only its turn counts', async () => {
    const state = { refused: null, message: { a: 1 }, values: 'x', turn: 3, more: 'y' }
    const handed = await faultSafe(async (given) => given)(state as unknown as FormState, new FormData())
    expect(handed).toEqual({ ...freshForm, turn: 3 })
  })

  it('answers a fault whatever the state was', async () => {
    const broken = faultSafe(async () => {
      throw new Error('broken')
    })
    expect(await broken(null as unknown as FormState, new FormData())).toMatchObject({ refused: 'busy', turn: 1 })
    expect(world.logged.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'a page failed', pathname: '/unknown' }])
  })
})

describe('REL-15 who is told to try again', () => {
  const broken = faultSafe(async () => {
    throw new Error('broken')
  })
  const busy = faultSafe(async (state) => ({ ...state, refused: 'busy' }))

  it.each([
    ['by a fault, with a form without script', broken, {}, 503],
    ['by a full queue, with a form without script', busy, {}, 503],
    ['by a full queue, with a script of ours, which reads the form', busy, { 'next-action': '60aa' }, undefined],
    ['not at all', echo, {}, undefined],
  ] as const)('is told %s', async (_, action, headers, status) => {
    awaitPageStatus('req_1')
    sent.headers = headers
    await action(freshForm, new FormData())
    expect(takePageStatus('req_1')).toBe(status)
  })
})
