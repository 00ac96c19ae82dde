import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { makeRing } from './keys/make-ring.ts'

const keys = JSON.stringify(makeRing())
const live = {
  ASSENT_MODE: 'live',
  ASSENT_URL: 'https://sca.example.com',
  ASSENT_KEYS: keys,
  SMS_URL: 'twilio://AC:secret@api.twilio.com?from=Shop',
  MAIL_URL: 'smtps://user:secret@mail.example.com',
  MAIL_FROM: 'no-reply@example.com',
}

function refusal(env: Record<string, string | undefined>): string {
  try {
    readConfig(env)
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('the sandbox', () => {
  it('CRY-02 makes its keys once, for its owner alone, and finds them again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'assent-config-'))
    const first = readConfig({ ASSENT_DATA: folder })
    const second = readConfig({ ASSENT_DATA: folder })
    expect(second.keys).toEqual(first.keys)
    expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8'))).toEqual(first.keys)
  })

  it('WEB-22 takes origin and RP ID from the configuration', () => {
    const config = readConfig({ ASSENT_KEYS: keys, ASSENT_URL: 'https://sca.example.com/ignored' })
    expect([config.origin, config.host]).toEqual(['https://sca.example.com', 'sca.example.com'])
  })

  it.each([
    ['ASSENT_MODE', 'production'],
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['ASSENT_URL', 'sca.example.com'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'postgres://localhost'],
    ['ASSENT_DEMO_KEY', 'ak_sandbox_short'],
    ['ASSENT_KEYS', '{}'],
    ['MAIL_URL', 'gopher://x'],
    ['SMS_URL', 'gopher://x'],
    ['SMS_FALLBACK_URL', 'gopher://x'],
    ['SMS_FALLBACK_URL', 'twilio://x'],
    ['LOG_LEVEL', 'loud'],
    ['ASSENT_WORKERS', '0'],
    // A SQLite file has one server.
    ['ASSENT_WORKERS', '2'],
    ['ASSENT_METRICS_PORT', '70000'],
    ['ASSENT_METRICS_PORT', '3000'],
    ['ASSENT_METRICS_TOKEN', 'too-short'],
  ])('names the variable that is wrong: %s=%s', (name, value) => {
    const text = refusal({ ASSENT_KEYS: keys, [name]: value })
    expect(text).toContain(name === 'ASSENT_KEYS' ? 'key ring' : name)
  })
})

it('several workers share a PostgreSQL', () => {
  const url = 'postgres://assent:secret@localhost/assent'
  expect(readConfig({ ASSENT_KEYS: keys, DATABASE_URL: url, ASSENT_WORKERS: '4' }).workers).toBe(4)
  expect(readConfig({ ASSENT_KEYS: keys }).workers).toBe(1)
})

describe('whom to ask', () => {
  it('is nobody unless the operator says so', () => {
    const { supportUrl, supportEmail, privacyUrl } = readConfig({ ASSENT_KEYS: keys, ASSENT_SUPPORT_URL: '' })
    expect([supportUrl, supportEmail, privacyUrl]).toEqual([null, null, null])
    const said = readConfig({
      ASSENT_KEYS: keys,
      ASSENT_SUPPORT_URL: 'https://bank.example/help',
      ASSENT_SUPPORT_EMAIL: 'help@bank.example',
      ASSENT_PRIVACY_URL: 'https://bank.example/privacy',
    })
    expect(said).toMatchObject({ supportUrl: 'https://bank.example/help', supportEmail: 'help@bank.example' })
  })

  it.each([
    ['ASSENT_SUPPORT_URL', 'http://bank.example'],
    ['ASSENT_SUPPORT_URL', 'javascript:alert(1)'],
    ['ASSENT_PRIVACY_URL', '/privacy'],
    ['ASSENT_PRIVACY_URL', 'http://bank.example'],
    ['ASSENT_SUPPORT_EMAIL', 'help at bank'],
    ['ASSENT_SUPPORT_EMAIL', 'a@b.example?subject=x'],
  ])('%s cannot be %s', (name, value) =>
    expect(refusal({ ASSENT_KEYS: keys, [name]: value })).toContain(`${name}: must be`),
  )
})

describe('CRY-03 OPS-01 RTS-32 live mode refuses to start', () => {
  it.each([
    ['without an address', { ASSENT_URL: undefined }, 'ASSENT_URL'],
    ['on http', { ASSENT_URL: 'http://sca.example.com' }, 'ASSENT_URL'],
    ['under a number in the place of a name (WA-18)', { ASSENT_URL: 'https://203.0.113.7' }, 'ASSENT_URL'],
    ['under a number of IPv6 (WA-18)', { ASSENT_URL: 'https://[2001:db8::7]' }, 'ASSENT_URL'],
    ['under a name of one word, which all share (WA-18)', { ASSENT_URL: 'https://example' }, 'ASSENT_URL'],
    ['without keys', { ASSENT_KEYS: undefined }, 'ASSENT_KEYS'],
    ['without a gateway', { SMS_URL: undefined }, 'SMS_URL'],
    ['with the sandbox inbox for SMS', { SMS_URL: 'sandbox:' }, 'SMS_URL'],
    ['with the sandbox inbox as second gateway', { SMS_FALLBACK_URL: 'sandbox:' }, 'SMS_FALLBACK_URL'],
    ['with one gateway twice', { SMS_FALLBACK_URL: live.SMS_URL }, 'SMS_FALLBACK_URL'],
    ['with a gateway that nobody knows', { SMS_URL: 'gopher://user:secret@example.com' }, 'SMS_URL'],
    ['with the sandbox inbox for mail', { MAIL_URL: 'sandbox:' }, 'MAIL_URL'],
    ['without a mail server', { MAIL_URL: undefined }, 'MAIL_URL'],
    ['with mail that leaves in clear', { MAIL_URL: 'smtp://user:secret@mail.example.com?tls=off' }, 'MAIL_URL'],
    ['without a sender address', { MAIL_FROM: undefined }, 'MAIL_FROM'],
    ['with the seeded platform', { ASSENT_DEMO_KEY: `ak_sandbox_${'a'.repeat(43)}` }, 'ASSENT_DEMO_KEY'],
  ])('%s, and tells no secret', (_, change, name) => {
    const text = refusal({ ...live, ...change })
    expect(text).toContain(name)
    expect(text).not.toContain('secret@')
  })

  it('and for nothing else: with all of these set it starts', () => {
    const fallback = 'smpps://user:secret@smpp.example.com?from=Shop'
    const config = readConfig({ ...live, SMS_FALLBACK_URL: fallback })
    expect(config).toMatchObject({ mode: 'live', smsUrl: live.SMS_URL, smsFallbackUrl: fallback, demo: null })
  })
})
