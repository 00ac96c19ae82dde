import type { EpochRow } from '../../db/store.ts'
import type { Config } from '../config.ts'
import { shownDatabaseUrl } from '../database-url.ts'
import { secretKinds } from '../keys/ring.ts'
import { judgeClock, toleratedClockMs } from '../readiness/judge-clock.ts'
import { overUpTo, purgedKinds } from '../sca/retention.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { keepSigningKeys } from '../session/key-set.ts'
import { OtherPasskeyDomain } from '../session/passkey-domain.ts'
import { relyingParty } from '../session/relying-party.ts'
import type { Command } from './command.ts'
import { gatewayFindings } from './gateway-findings.ts'
import { metricsFindings } from './metrics-findings.ts'
import { timeFindings } from './time-findings.ts'

type Finding = { readonly level: 'ok' | 'note' | 'FAIL'; readonly text: string }

/** A server that was restarted catches up within this time. */
const tolerableLagMs = 3_600_000
/** When this was written: no clock that is right is behind it. */
const earliest = Date.parse('2026-11-01T00:00:00Z')

/** `doctor` */
export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary:
    'Looks whether a server could start here: configuration, keys, metrics, gateways, database, clock, platforms.',
  details: ['Exit code 1 where something is wrong. Like a start of the server, it brings the database up to date.'],
  needs: 0,
  run: async ({ deps: open, say }) => {
    const findings = await (async () => {
      try {
        const deps = open()
        return [
          ...configuration(deps.config),
          ...(await gatewayFindings(deps)),
          ...(await database(deps)),
          ...(await timeFindings(deps)),
          ...(await purges(deps)),
          ...(await platforms(deps)),
        ]
      } catch (fault) {
        return [failed(fault)]
      }
    })()
    for (const { level, text } of findings) say(`${level.padEnd(4)}  ${text}`)
    return findings.every(({ level }) => level !== 'FAIL')
  },
}

function configuration(config: Config): Finding[] {
  const { mode, origin, keys, smsUrl, smsFallbackUrl, mailUrl } = config
  const counts = [...secretKinds, 'signing' as const].map((kind) => `${kind} ${keys[kind].length}`)
  return [
    { level: 'ok', text: `configuration: mode ${mode}, origin ${origin}` },
    // Addresses of gateways may hold a password.
    {
      level: 'ok',
      text: `messages: SMS by ${[smsUrl, smsFallbackUrl ?? []].flat().map(scheme).join(', then ')}, mail by ${scheme(mailUrl)}`,
    },
    { level: 'ok', text: `keys: ${counts.join(', ')}` },
    contact(config),
    ...metricsFindings(config),
  ]
}

/** An accessibility statement without somebody to tell of a barrier is none (Directive (EU) 2019/882, annex V). */
function contact({ supportUrl, supportEmail }: Config): Finding {
  const ways = [supportUrl, supportEmail].filter((way) => way !== null)
  if (ways.length > 0) return { level: 'ok', text: `contact: ${ways.join(', ')}` }
  return { level: 'note', text: 'contact: nobody to ask is named (ASSENT_SUPPORT_URL, ASSENT_SUPPORT_EMAIL)' }
}

/** The store refuses to open without a durable commit or with a schema it does not know, so that it is open says much. */
async function database(deps: Deps): Promise<Finding[]> {
  // What every start of a server writes: the public keys of the ring.
  await keepSigningKeys(deps)
  const keys = await deps.store.listSigningKeys()
  const newest = Math.max(0, ...keys.map(({ createdAt }) => createdAt))
  return [
    { level: 'ok', text: `database: ${shownDatabaseUrl(deps.config.databaseUrl)} is durable, up to date and writable` },
    ...epochs(await deps.store.listEpochs()),
    passkeys(relyingParty(deps).id, await deps.store.findPasskeyDomain()),
    ...(await readiness(deps)),
    clock(deps.clock.now(), newest),
  ]
}

/** The tool pins none: it may have been started with other variables than the server. */
function passkeys(ours: string, pinned: string | null): Finding {
  if (pinned !== null && pinned !== ours) return failed(new OtherPasskeyDomain(pinned, ours))
  return { level: 'ok', text: `passkeys: belong to ${ours}${pinned === null ? ', from the first start on' : ''}` }
}

/** What a server would find beside that the database answers. The tool marks no history: that is for servers alone. */
async function readiness({ store, clock: ours }: Deps): Promise<Finding[]> {
  const askedAt = ours.now()
  const { databaseNow, schema, space } = await store.examine()
  const findings: Finding[] = []
  if (space === 'full') findings.push({ level: 'FAIL', text: 'database: its file or its disk is full' })
  if (schema !== 'ok') findings.push({ level: 'FAIL', text: `schema: the database is ${schema} than this version` })
  if (databaseNow === null) return findings
  const word = judgeClock({ askedAt, answeredAt: ours.now(), other: databaseNow })
  const differs = `clock: ours is ${word} of the database's, which says ${isoTime(databaseNow)}`
  findings.push(word === 'ok' ? { level: 'ok', text: "clock: as the database's" } : { level: 'FAIL', text: differs })
  return findings
}

function epochs(rows: readonly EpochRow[]): Finding[] {
  const last = rows.at(-1)
  if (last === undefined) return [{ level: 'FAIL', text: 'epoch: the database has none' }]
  return [{ level: 'ok', text: `epoch: ${last.number}` }, ...rows.filter(({ reason }) => reason !== 'first').map(lost)]
}

/** What nobody can bring back is said for as long as the database lives. */
function lost({ number, reason, beganAt, knownUntil }: EpochRow): Finding {
  const from = knownUntil === null || knownUntil === 0 ? 'an unknown time' : isoTime(knownUntil)
  const text = `epoch ${number} (${reason}): what was written from ${from} to ${isoTime(beganAt)} may be lost`
  return { level: 'note', text: `${text}: revocations, resets, blocks, erasures (docs/restore.md)` }
}

function clock(now: number, newest: number): Finding {
  if (now < earliest) return { level: 'FAIL', text: `clock: ${isoTime(now)} is in the past` }
  if (newest > now + toleratedClockMs) {
    return { level: 'FAIL', text: `clock: the database knows ${isoTime(newest)}, but it is ${isoTime(now)} here` }
  }
  return { level: 'ok', text: `clock: ${isoTime(now)}` }
}

/** The server purges all the time; what is over for an hour says that none runs, or that it cannot keep up. */
async function purges({ store, clock, config }: Deps): Promise<Finding[]> {
  const now = clock.now()
  const behind: Finding[] = []
  for (const kind of purgedKinds) {
    const upTo = overUpTo(kind, now, config.evidenceDays)
    const { removed, oldest } = await store.countOver(kind, upTo - tolerableLagMs, now)
    if (oldest === null) continue
    const hours = Math.floor((upTo - oldest) / 3_600_000)
    behind.push({ level: 'note', text: `purge: ${removed} ${kind} are over, for up to ${hours} hours (purge)` })
  }
  return behind.length > 0 ? behind : [{ level: 'ok', text: 'purge: nothing is left that is over' }]
}

async function platforms({ store }: Deps): Promise<Finding[]> {
  const all = await store.listPlatforms()
  if (all.length === 0) return [{ level: 'note', text: 'platforms: none yet (platform create <name>)' }]
  const notes = await Promise.all(
    all.map(async ({ id, returnUrls }): Promise<Finding[]> => {
      const keyed = (await store.listApiKeys(id)).some(({ revokedAt }) => revokedAt === null)
      return [
        ...(keyed ? [] : [{ level: 'note' as const, text: `platform ${id}: no active API key` }]),
        ...(returnUrls.length > 0 ? [] : [{ level: 'note' as const, text: `platform ${id}: no return URL` }]),
      ]
    }),
  )
  return [{ level: 'ok', text: `platforms: ${all.length}` }, ...notes.flat()]
}

function scheme(url: string): string {
  return url.slice(0, url.indexOf(':'))
}

function failed(fault: unknown): Finding {
  const text = fault instanceof Error ? fault.message : String(fault)
  return { level: 'FAIL', text: text.replaceAll('\n', '\n      ') }
}
