import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

type Cbor = Parameters<typeof isoCBOR.encode>[0]

/** What a test wants to be otherwise than an honest browser and authenticator would have it. */
export interface Twist {
  /** Merged over the browser's data; `undefined` removes. */
  readonly clientData?: Readonly<Record<string, unknown>>
  readonly rpId?: string
  readonly flags?: Partial<Record<'up' | 'uv' | 'be' | 'bs' | 'at', boolean>>
  readonly counter?: number
  /** COSE key in place of the real one. */
  readonly publicKey?: ReadonlyMap<number, unknown>
  readonly statement?: { readonly fmt: string; readonly attStmt: ReadonlyMap<string, unknown> }
  readonly signWith?: KeyObject
  readonly userHandle?: string | null
  /** Merged over the answer as JSON. */
  readonly json?: Readonly<Record<string, unknown>>
}

interface Setting {
  readonly origin: string
  readonly rpId: string
  readonly handle: string
  readonly idLength?: number
  readonly synced?: boolean
}

/** A software authenticator with one ES256 credential, and the browser around it. */
export class Authenticator {
  readonly setting: Setting
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly coseKey: Map<number, Cbor>
  counter = 0

  constructor(setting: Setting) {
    this.setting = setting
    this.id = randomBytes(setting.idLength ?? 32)
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.privateKey = privateKey
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.coseKey = new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ])
  }

  /** The browser's answer to a creation. */
  create(challenge: string, twist: Twist = {}): Record<string, unknown> {
    const { fmt, attStmt } = twist.statement ?? { fmt: 'none', attStmt: new Map() }
    const attestation = new Map<string | number, Cbor>([
      ['fmt', fmt],
      ['attStmt', attStmt as Map<string, Cbor>],
      ['authData', new Uint8Array(this.#authenticatorData(twist, true))],
    ])
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, twist).toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
        transports: ['internal', 'hybrid'],
      },
      ...twist.json,
    }
  }

  /** The browser's answer to a use. */
  use(challenge: string, twist: Twist = {}): Record<string, unknown> {
    this.counter += 1
    const clientData = this.#clientData('webauthn.get', challenge, twist)
    const authenticatorData = this.#authenticatorData(twist, false)
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
    const userHandle = twist.userHandle === undefined ? this.setting.handle : twist.userHandle
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, twist.signWith ?? this.privateKey).toString('base64url'),
        ...(userHandle !== null && { userHandle }),
      },
      ...twist.json,
    }
  }

  #envelope() {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' }
  }

  #clientData(type: string, challenge: string, twist: Twist): Buffer {
    return Buffer.from(
      JSON.stringify({ type, challenge, origin: this.setting.origin, crossOrigin: false, ...twist.clientData }),
    )
  }

  #authenticatorData(twist: Twist, attested: boolean): Buffer {
    const synced = this.setting.synced ?? false
    const flags = { up: true, uv: true, be: synced, bs: synced, at: attested, ...twist.flags }
    const bits = { up: 0x01, uv: 0x04, be: 0x08, bs: 0x10, at: 0x40 }
    const flagByte = Object.entries(bits).reduce(
      (sum, [name, bit]) => sum + (flags[name as keyof typeof bits] ? bit : 0),
      0,
    )
    const head = Buffer.alloc(5)
    head.writeUInt8(flagByte, 0)
    head.writeUInt32BE(twist.counter ?? this.counter, 1)
    const rpIdHash = createHash('sha256')
      .update(twist.rpId ?? this.setting.rpId)
      .digest()
    if (!flags.at) return Buffer.concat([rpIdHash, head])
    const idLength = Buffer.alloc(2)
    idLength.writeUInt16BE(this.id.length)
    const key = isoCBOR.encode((twist.publicKey ?? this.coseKey) as Map<number, Cbor>)
    return Buffer.concat([rpIdHash, head, Buffer.alloc(16, 0xaa), idLength, this.id, Buffer.from(key)])
  }
}
