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
    cookieOptions(of, sessionId, left + sealMarginSeconds),
  )
  session.browser = 'the-browser'
  await session.save()
  return response.headers.get('set-cookie') ?? ''
}

/** What is read of a cookie header. */
async function read(cookie: string, of = live, sessionId = 'ses_1'): Promise<string | undefined> {
  const request = new Request('https://sca.example/', { headers: { cookie } })
  const options = cookieOptions(of, sessionId, sealMarginSeconds)
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

  it('CRY-02 is read after the key was rotated, and not once the old key is gone', async () => {
    const [old, fresh] = [makeRing(), makeRing()]
    const [pair = ''] = (await given(config('https://sca.example', old))).split(';')
    const both = { ...old, cookie: [...fresh.cookie, ...old.cookie] }
    expect(await read(pair, config('https://sca.example', both))).toBe('the-browser')
    expect(await read(pair, config('https://sca.example', fresh))).toBeUndefined()
  })
})
