import { describe, expect, it, vi } from 'vitest'
import { type FormState, freshForm } from '../sca/view.ts'
import { faultSafe } from './fault-safe.ts'

vi.mock('../container.ts', () => ({ assent: () => ({ clock: { now: () => 0 }, log: { error: () => undefined } }) }))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-assent-address': '/unknown' }) }))

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

  it('answers a fault whatever the state was', async () => {
    const broken = faultSafe(async () => {
      throw new Error('broken')
    })
    expect(await broken(null as unknown as FormState, new FormData())).toMatchObject({ refused: 'busy', turn: 1 })
  })
})
