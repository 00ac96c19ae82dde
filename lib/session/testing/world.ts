import { pino } from 'pino'
import { openSqliteStore } from '../../../db/sqlite/store.ts'
import type { PlatformRow } from '../../../db/store.ts'
import { readConfig } from '../../config.ts'
import { makeRing } from '../../keys/make-ring.ts'
import { prometheusMeters } from '../../metrics/prometheus-meters.ts'
import { systemRandom } from '../../ports/random.ts'
import type { Sms, SmsAnswer } from '../../ports/sms-sender.ts'
import { noBrand } from '../../sca/brand.ts'
import type { Purpose } from '../../sca/words.ts'
import type { Deps } from '../deps.ts'
import { type MintInput, mintSession } from '../mint-session.ts'
import { saveUser } from '../save-user.ts'
import type { UserInput } from '../user-input.ts'

export const ring = makeRing()

/** A sent message, in the order in which the senders took them. */
export interface Sent {
  readonly to: string
  readonly text: string
}

/** A whole Assent in memory: real store and rules, a clock that is set by hand, senders that keep what they get. */
export function makeWorld(env: Record<string, string> = {}) {
  const time = { now: Date.UTC(2026, 5, 1, 12) }
  const sms: Sent[] = []
  const mails: Sent[] = []
  const references: string[] = []
  const logged: string[] = []
  const down = { sms: false, mail: false }
  const refusing: { numbers: string[] } = { numbers: [] }
  const keepMail = async (mail: Sent) => {
    if (down.mail) throw new Error('mail server down')
    mails.push(mail)
  }
  const keepSms = async ({ reference, ...message }: Sms): Promise<SmsAnswer> => {
    if (down.sms) return { failed: 'try-later' }
    references.push(reference)
    if (refusing.numbers.includes(message.to)) return { failed: 'number-refused' }
    sms.push(message)
    return { taken: true }
  }
  const deps: Deps = {
    config: readConfig({ ASSENT_KEYS: JSON.stringify(ring), ASSENT_URL: 'https://sca.example.com', ...env }),
    store: openSqliteStore(':memory:'),
    clock: { now: () => time.now },
    random: systemRandom,
    mailer: { send: keepMail },
    smsSender: { send: keepSms },
    log: pino({ level: 'debug' }, { write: (line: string) => logged.push(line) }),
    meters: prometheusMeters(),
  }
  return { deps, time, sms, mails, logged, down, references, refusing }
}
export type World = ReturnType<typeof makeWorld>

export const platform: PlatformRow = {
  id: 'plt_test',
  name: 'Northwind',
  policy: 'strict',
  returnUrls: ['https://shop.example/return'],
  brand: noBrand,
  createdAt: 0,
}

/** Seeds a platform and a user. */
export async function seed({ deps }: World, user: Partial<UserInput> = {}, as: PlatformRow = platform): Promise<void> {
  await deps.store.createPlatform(as, [])
  await saveCustomer(deps, user, as)
}

export async function saveCustomer(deps: Deps, user: Partial<UserInput>, as: PlatformRow = platform): Promise<void> {
  const input = { type: 'natural', category: 'owner', email: 'ann@example.com', phoneNumber: '+33612345678', ...user }
  const saved = await saveUser(deps, as, 'ann', input as UserInput)
  if (!('saved' in saved)) throw new Error(JSON.stringify(saved))
}

export const payment = {
  amount: { value: 3100, currency: 'EUR' },
  payee: { name: 'Blue Bikes', account: 'FR7630006000011234567890189' },
}

/** Mints a session and returns its id and token. */
export async function mint({ deps }: World, purpose: Purpose, input: Partial<MintInput> = {}, as = platform) {
  const operation = purpose === 'payment' ? payment : purpose === 'access' ? { scope: 'accounts' } : undefined
  const minted = await mintSession(deps, as, { userId: 'ann', purpose, operation, ...input } as MintInput)
  if ('refused' in minted) throw new Error(minted.refused)
  return { id: minted.session.id, token: new URL(minted.redirectUrl).searchParams.get('token') ?? '' }
}
