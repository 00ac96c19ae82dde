import { getIronSession } from 'iron-session'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { makeRing } from '../keys/make-ring.ts'
import { cookieOptions, sealMarginSeconds } from './cookie-options.ts'

interface Binding {
  browser?: string
}

const config = (url: string, ring = makeRing()) => readConfig({ ASSENT_URL: url, ASSENT_KEYS: JSON.stringify(ring) })
const live = config('https://sca.example')

/** What a browser is given when it claims a session that has so many seconds left. */
async function given(of = live, sessionId = 'ses_1', left = 600): Promise<string> {
  const response = new Response()
  const session = await getIronSession<Binding>(
    new Request('https://sca.example/'),
    response,
    cookieOptions(of, sessionId, left + sealMarginSeconds, 'seal'),
  )
  session.browser = 'the-browser'
  await session.save()
  return response.headers.get('set-cookie') ?? ''
}

/** What is read of a cookie header. */
async function read(cookie: string, of = live, sessionId = 'ses_1'): Promise<string | undefined> {
  const request = new Request('https://sca.example/', { headers: { cookie } })
  const options = cookieOptions(of, sessionId, sealMarginSeconds, 'open')
  return (await getIronSession<Binding>(request, new Response(), options)).browser
}

describe('WEB-05 the cookie of a session', () => {
  it('is bound to the host, secure, hidden from scripts, lax, and lives as long as the session', async () => {
    const [pair = '', ...attributes] = (await given()).split('; ')
    expect(pair).toMatch(/^__Host-assent-ses_1=/)
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  it('shows nothing of what it holds, and is small', async () => {
    const cookie = await given()
    expect(cookie).not.toContain('the-browser')
    expect(cookie.length).toBeLessThan(1024)
  })

  it('has a plain name over http, where WebKit would not keep a strict one', async () => {
    expect(await given(config('http://localhost:3000'))).toMatch(/^assent-ses_1=(?!.*Secure)/)
    expect(await given(config('http://sca.test:3000'))).toMatch(/^assent-ses_1=(?!.*Secure)/)
  })

  it('is read by its own session alone', async () => {
    const [pair = ''] = (await given()).split(';')
    expect(await read(pair)).toBe('the-browser')
    expect(await read(pair, live, 'ses_2')).toBeUndefined()
    expect(await read(pair.replace('ses_1', 'ses_2'), live, 'ses_1')).toBeUndefined()
  })

  it.each([
    ['one that a subdomain planted under the plain name', (pair: string) => pair.replace('__Host-', '')],
    ['made-up text', () => '__Host-assent-ses_1=Fe26.2*1*aaaa*bbbb*cccc**dddd*eeee~2'],
    ['none', () => ''],
    ['a changed one', (pair: string) => pair.replace(/.{6}$/, 'AAAAAA')],
  ])('WEB-26 SES-02 %s counts as none', async (_, change) => {
    const [pair = ''] = (await given()).split(';')
    expect(await read(change(pair))).toBeUndefined()
  })

  const [one, two, three] = [makeRing(), makeRing(), makeRing()]
  const ring = (...rings: readonly (typeof one)[]) =>
    config('https://sca.example', { ...one, cookie: rings.flatMap(({ cookie }) => cookie) })
  const sealed = async (...rings: readonly (typeof one)[]) => (await given(ring(...rings))).split(';')[0] ?? ''

  it.each([
    ['added behind the one in use', [one], [one, two]],
    ['put in front', [one, two], [two, one]],
    ['not known yet to the server that seals', [one], [two, one]],
    ['put in front while another server still has it behind', [two, one], [one, two]],
    ['taken away, another one', [two, one, three], [two, three]],
    ['taken away from before it', [one, two], [one]],
    ['one of many', [three, two, one], [one, two, three]],
  ])('CRY-02 a live session goes on while a key is %s', async (_, before, after) => {
    expect(await read(await sealed(...before), ring(...after))).toBe('the-browser')
  })

  it('CRY-02 the first key of the ring seals, and once it is gone what it sealed is closed', async () => {
    const pair = await sealed(two, one)
    expect(await read(pair, ring(two))).toBe('the-browser')
    expect(await read(pair, ring(one, three))).toBeUndefined()
    expect(await read(await sealed(one, two), ring(two, three))).toBeUndefined()
  })
})
