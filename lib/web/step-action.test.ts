import { getIronSession } from 'iron-session'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { freshForm } from '../sca/view.ts'
import type { StepId } from '../sca/words.ts'
import { openSession } from '../session/opened.ts'
import { stepHandlers } from '../session/steps/index.ts'
import { person } from '../session/testing/person.ts'
import { makeWorld, mint, seed } from '../session/testing/world.ts'
import { cookieOptions } from './cookie-options.ts'
import { stepAction } from './step-action.ts'

// What Next hands to an action: the headers and the cookies of the request.
const request = vi.hoisted(() => ({ headers: {} as Record<string, string>, cookies: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers(request.headers),
  cookies: async () => ({
    get: (name: string) => request.cookies.has(name) && { name, value: request.cookies.get(name) },
    set: () => undefined,
  }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }))

/** Somebody on the first step of a German session; the parts of this process are theirs. */
async function onFirstStep() {
  const world = makeWorld()
  let loads = 0
  const { store } = world.deps
  const loadSession = (id: string) => {
    loads += 1
    return store.loadSession(id)
  }
  const deps = { ...world.deps, store: { ...store, loadSession } }
  ;(globalThis as { [slot: symbol]: unknown })[Symbol.for('assent')] = deps
  await seed(world)
  const { id, token } = await mint(world, 'enrolment', { locale: 'de' })
  const browser = 'a browser'
  await person(world, { id, token }, await hashOf(browser)).start()
  await world.deps.store.record(id, (await opened()).seq, [
    { event: { type: 'locale-chosen', locale: 'de' }, at: world.time.now },
  ])
  request.headers = { 'x-assent-address': `/s/${id}/confirm-email`, origin: 'https://sca.example.com' }
  request.cookies = await cookieOf(id, browser)
  loads = 0
  return { id, opened, press, cookieOf, loads: () => loads }

  async function opened() {
    const found = await openSession(world.deps, id)
    if (!found) throw new Error('no such session')
    return found
  }

  /** Out: where the press leads, or what it is refused with. */
  async function press(action: string, fields: Record<string, string> = {}, step: StepId = 'confirm-email') {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, action })) form.set(name, value)
    try {
      const { refused, message } = await stepAction(step, stepHandlers[step])(freshForm, form)
      return { refused, message }
    } catch (redirect) {
      return (redirect as { digest: string }).digest.split(';')[2]
    }
  }

  async function cookieOf(session: string, bound: string): Promise<Map<string, string>> {
    const options = cookieOptions(world.deps.config, session, 600, 'seal')
    const response = new Response()
    const sealed = await getIronSession<Record<string, string>>(
      new Request('https://sca.example.com'),
      response,
      options,
    )
    Object.assign(sealed, { sessionId: session, browser: bound })
    await sealed.save()
    const [name = '', value = ''] = (response.headers.get('set-cookie') ?? '').split(';')[0]?.split(/=(.*)/s) ?? []
    return new Map([[name, decodeURIComponent(value)]])
  }
}

async function hashOf(browser: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(browser))
  return Buffer.from(digest).toString('hex')
}

describe('a press of a button', () => {
  let who: Awaited<ReturnType<typeof onFirstStep>>
  beforeEach(async () => {
    who = await onFirstStep()
  })
  const right = { email: 'ann@example.com' }
  /** What a press that is refused for its way here leaves: nothing. */
  async function changesNothing(press: () => Promise<unknown>): Promise<unknown> {
    const { events, challenges, series } = (await who.opened()).record
    const answer = await press()
    expect((await who.opened()).record).toMatchObject({ events, challenges, series })
    return answer
  }

  it('leads to the step that is due, and loads its session twice: to judge it, and as it stands then', async () => {
    expect(await who.press('submit', right)).toBe(`/s/${who.id}/enter-email-code`)
    expect(who.loads()).toBe(2)
  })

  it('that is refused stays, in the language of the session', async () => {
    const said = { refused: 'email-not-accepted', message: expect.stringContaining('E-Mail-Adresse') }
    expect(await who.press('submit', { email: 'bob@example.com' })).toEqual(said)
  })

  it('that is no longer due leads to the step that is', async () => {
    const press = () => who.press('submit', { pin: '1' }, 'choose-pin')
    expect(await changesNothing(press)).toBe(`/s/${who.id}/confirm-email?notice=not-this-step`)
  })

  it('WEB-07 that another page sent is refused, whoever holds the session', async () => {
    const said = { refused: 'foreign-origin', message: expect.stringContaining('Zu Ihrer Sicherheit') }
    for (const origin of ['https://evil.test', 'null', '']) {
      request.headers = { ...request.headers, origin }
      expect(await changesNothing(() => who.press('submit', right))).toEqual(said)
      expect(await changesNothing(() => who.press('nonsense'))).toEqual(said)
    }
  })

  it.each(['/s/ses_00000000/confirm-email', '/s/x/confirm-email', '/'])(
    'in no session that there is (%s) says so before all else about the form, as the browser speaks',
    async (address) => {
      request.headers = { ...request.headers, 'x-assent-address': address, 'accept-language': 'nl' }
      const said = { refused: 'unknown-session', message: expect.stringContaining('Deze link werkt niet') }
      expect(await changesNothing(() => who.press('submit', right))).toEqual(said)
      expect(await changesNothing(() => who.press('nonsense'))).toEqual(said)
      request.headers['origin'] = 'https://evil.test'
      expect(await who.press('submit', right)).toMatchObject({ refused: 'foreign-origin' })
    },
  )

  it('that no step has is malformed, whoever sends it', async () => {
    const said = { refused: 'malformed', message: expect.stringContaining('Es fehlt etwas') }
    expect(await changesNothing(() => who.press('nonsense', right))).toEqual(said)
    request.cookies = new Map()
    expect(await changesNothing(() => who.press('nonsense', right))).toEqual(said)
  })

  it('WEB-08 by a browser that does not hold the session leads elsewhere', async () => {
    const [[name = ''] = []] = request.cookies
    const cookies = [
      new Map(),
      new Map([[name, 'made-up']]),
      await who.cookieOf(who.id, 'another browser'),
      new Map([[name, [...(await who.cookieOf('ses_other000', 'a browser')).values()][0] ?? '']]),
    ]
    for (const jar of cookies) {
      request.cookies = jar
      expect(await changesNothing(() => who.press('submit', right))).toBe(`/s/${who.id}/elsewhere`)
    }
  })

  it('after the end leads to the end, whoever sends it', async () => {
    expect(await who.press('decline')).toBe(`/s/${who.id}/finish`)
    expect(await changesNothing(() => who.press('submit', right))).toBe(`/s/${who.id}/finish?notice=ended`)
    request.cookies = new Map()
    expect(await changesNothing(() => who.press('submit', right))).toBe(`/s/${who.id}/finish?notice=ended`)
  })
})
