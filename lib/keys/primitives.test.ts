import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const sources = globSync(['{app,components,lib,db}/**/*.{ts,tsx}', 'server.ts'])
  .filter((file) => !/\.(test|contract)\.tsx?$|\/(testing|contract)\//.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const found = (pattern: RegExp) =>
  [...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].sort()

/** What an assessor may rely on: whoever adds a primitive has to add it here, and say why in the decision records. */
describe('CRY-01 the primitives in use', () => {
  it('are few: hashes, MACs and ciphers', () => {
    expect(found(/\b(?:createHash|createHmac|hash)\(\s*'([^']+)'/g)).toEqual(['sha256'])
    expect(found(/create(?:Cipher|Decipher)iv\(\s*'([^']+)'/g)).toEqual(['aes-256-gcm'])
    expect(found(/namedCurve: '([^']+)'/g)).toEqual(['P-256'])
    expect(found(/\b(?:create(?:Hash|Hmac)|create(?:Cipher|Decipher)iv)\(\s*([^'\s])/g)).toEqual([])
  })

  it('are taken from node:crypto by these names alone', () => {
    const names = found(/import \{([^}]+)\} from 'node:crypto'/g).flatMap((list) => list.split(','))
    const allowed = [
      'createCipheriv createDecipheriv createHash createHmac createPublicKey createSecretKey generateKeyPairSync hash',
      'randomBytes randomInt randomUUID timingSafeEqual',
    ].flatMap((line) => line.split(' '))
    const used = new Set(
      names.map((name) => name.replace('type ', '').trim()).filter((name) => name !== 'JsonWebKeyInput'),
    )
    expect([...used].filter((name) => !allowed.includes(name))).toEqual([])
    expect(found(/import (\* as \w+|\w+) from 'node:crypto'/g)).toEqual([])
  })

  it('are else those of these packages', () => {
    const packages =
      /from '(jose|@node-rs\/argon2|iron-session|@simplewebauthn\/server|standardwebhooks|[^']*(?:crypt|bcrypt|jsonwebtoken|tweetnacl|forge|elliptic|otp)[^']*)'/g
    expect(found(packages).filter((name) => !/^(node:|\.)/.test(name))).toEqual(
      expect.arrayContaining(['@node-rs/argon2', '@simplewebauthn/server', 'iron-session', 'jose']),
    )
    const foreign = [
      'node:crypto',
      '@node-rs/argon2',
      '@simplewebauthn/server',
      'iron-session',
      'jose',
      'standardwebhooks',
    ]
    expect(found(packages).filter((name) => !name.startsWith('.') && !foreign.includes(name))).toEqual([])
  })

  it('OTP-01 no chance comes from Math.random, and no secret is compared letter by letter', () => {
    expect(sources.filter(({ text }) => /Math\.random/.test(text)).map(({ file }) => file)).toEqual([])
    const compared = /\b(?:secret|hash|code|pin)\b\s*===\s*\w*(?:secret|hash|code|pin)\b/i
    const secretFolders = /^lib\/(one-time-code|keys|methods\/(pin|sms-code|email-code))\//
    const careless = sources.filter(({ file, text }) => secretFolders.test(file) && compared.test(text))
    expect(careless.map(({ file }) => file)).toEqual([])
  })

  it('receipts are signed and verified by ES256, named where it is used and nowhere taken from a token', () => {
    expect(found(/alg: '([^']+)'/g)).toEqual(['ES256'])
  })
})
