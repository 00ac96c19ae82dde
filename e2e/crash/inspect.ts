import type { Database } from 'better-sqlite3'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import type { Method } from '../../lib/sca/words.ts'
import { type LoggedEvent, logOf, type SessionLine, sessionLines, stagedAt } from './log-facts.ts'
import type { MortalServer } from './mortal-server.ts'
import { readWitness, type Testimony } from './witness.ts'

export interface Part {
  readonly since: number
  readonly line: number
}

const everything: Part = { since: 0, line: 0 }

/**
 * Looks for whatever must never be in the database, at any instant: also in the one after a kill, before the next start.
 * In: the server; for a part of it, the users to look at (those made since a time) and the line of the witness from
 * which on to read. Out: what was found, in words; none is good.
 */
export async function inspect(
  server: Pick<MortalServer, 'dataFolder' | 'look'>,
  { since, line }: Part = everything,
): Promise<string[]> {
  const db = await server.look()
  try {
    const lines = sessionLines(db, since)
    const logs = new Map(lines.map(({ id }) => [id, logOf(db, id)]))
    return [
      ...(since === 0 ? soundness(db) : []),
      ...lines.flatMap((line) => faultsOfSession(line, logs.get(line.id)!)),
      ...lines.flatMap((line) => untold(db, line)),
      ...leftovers(db),
      ...credentialFaults(db, since, lines, logs),
      ...forgottenTries(db, lines, logs),
      ...forgottenWrites(db, readWitness(`${server.dataFolder}/witness.jsonl`, line)),
    ]
  } finally {
    db.close()
  }
}

function soundness(db: Database): string[] {
  const integrity = db.pragma('integrity_check', { simple: true })
  const foreign = db.pragma('foreign_key_check') as unknown[]
  return [
    ...(integrity === 'ok' ? [] : [`integrity_check says ${String(integrity)}`]),
    ...(foreign.length === 0 ? [] : [`${foreign.length} rows belong to nobody`]),
  ]
}

/** Exactly one end, the same in row and log; a receipt with success alone; each code accepted once. */
function faultsOfSession(line: SessionLine, log: readonly LoggedEvent[]): string[] {
  const say = (text: string) => `session ${line.id}: ${text}`
  const found: string[] = []
  const ends = log.filter(({ event }) => event.type === 'ended')
  const last = log.at(-1)
  const broken = verifyChain(line.id, log)
  if (broken !== null) found.push(say(`the chain breaks at ${broken}`))
  if (ends.length !== (line.outcome === null ? 0 : 1)) found.push(say(`${line.outcome} with ${ends.length} ends`))
  if (line.outcome !== null && last?.event.type === 'ended') {
    const { outcome, reason } = last.event
    if (outcome !== line.outcome || reason !== line.reason || last.at !== line.endedAt)
      found.push(say(`row ${line.outcome} ${line.reason}, log ${outcome} ${reason}`))
  } else if (line.outcome !== null) found.push(say('something happened after the end'))
  const succeeded = line.outcome === 'succeeded'
  if ((line.jti !== null) !== succeeded || (line.claims !== null) !== succeeded)
    found.push(say('success and receipt part'))
  if (line.redeemedAt !== null && !succeeded) found.push(say('redeemed without success'))
  if ((line.redeemedAt === null) !== (line.redemption === null)) found.push(say('half redeemed'))
  if (line.claims !== null) {
    const claims = JSON.parse(line.claims)
    if (claims.evidenceHash !== last?.hash || claims.jti !== line.jti) found.push(say('the receipt is of another log'))
  }
  return [...found, ...codesTwice(log).map(say)]
}

/** The platform is told of each end once, by what was written together with it (HOOK-03). */
function untold(db: Database, { id, outcome }: SessionLine): string[] {
  const rows = db.prepare(`select type from outbox_event where session_id = ? and type like 'session.%'`).all(id)
  const types = (rows as { type: string }[]).map(({ type }) => type).join()
  return types === (outcome === null ? '' : `session.${outcome}`)
    ? []
    : [`session ${id} ${outcome} is told as ${types}`]
}

/** Every acceptance must have a code of its own that was sent after the acceptance before. */
function codesTwice(log: readonly LoggedEvent[]): string[] {
  const out = { sms: false, email: false }
  return log.flatMap(({ event, seq }) => {
    if (event.type === 'sms-code-sent') out.sms = true
    if (event.type === 'email-code-sent') out.email = true
    const channel =
      event.type === 'email-code-accepted'
        ? 'email'
        : event.type === 'phone-confirmed' || event.type === 'identity-confirmed'
          ? 'sms'
          : null
    if (channel === null) return []
    const fresh = out[channel]
    out[channel] = false
    return fresh ? [] : [`a code was accepted twice at ${seq}`]
  })
}

/** An ended session leaves no code and no half-made credential. */
function leftovers(db: Database): string[] {
  return ['challenge', 'staged_credential'].flatMap((table) => {
    const { count } = db
      .prepare(
        `select count(*) as count from ${table} join session on session.id = session_id where outcome is not null`,
      )
      .get() as { count: number }
    return count === 0 ? [] : [`${count} rows of ${table} outlived their session`]
  })
}

/** What a user holds is what the sessions that succeeded made, and nothing else. */
function credentialFaults(
  db: Database,
  since: number,
  lines: readonly SessionLine[],
  logs: Map<string, LoggedEvent[]>,
): string[] {
  const expected = new Map<string, { made: string[]; version: number }>()
  const madeBy = new Map<string, Map<Method, number[]>>()
  const done = lines.filter(({ outcome }) => outcome === 'succeeded').sort((a, b) => a.endedAt! - b.endedAt!)
  for (const { id, userId } of done) {
    const staged = stagedAt(logs.get(id)!)
    const made = madeBy.get(userId) ?? new Map<Method, number[]>()
    for (const [method, at] of staged) made.set(method, method === 'passkey' ? [...(made.get(method) ?? []), at] : [at])
    madeBy.set(userId, made)
    const version = (expected.get(userId)?.version ?? 1) + (staged.size > 0 ? 1 : 0)
    const list = [...made].flatMap(([method, times]) => times.map((at) => `${method} ${at}`)).sort()
    expected.set(userId, { made: list, version })
  }
  const users = db.prepare('select id, credentials_version as version from user where created_at >= ?').all(since) as {
    id: string
    version: number
  }[]
  return users.flatMap(({ id, version }) => {
    const held = (['pin', 'phone', 'passkey'] as const).flatMap((method) => {
      const rows = db.prepare(`select created_at as at from ${method} where user_id = ?`).all(id) as { at: number }[]
      return rows.map(({ at }) => `${method} ${at}`)
    })
    const should = expected.get(id) ?? { made: [], version: 1 }
    const same = held.sort().join() === should.made.join() && version === should.version
    return same
      ? []
      : [`user ${id} holds ${held.join()} (${version}), should hold ${should.made.join()} (${should.version})`]
  })
}

/** Every failed verdict in a user's logs since their last success is still counted. */
function forgottenTries(db: Database, lines: readonly SessionLine[], logs: Map<string, LoggedEvent[]>): string[] {
  const failures = new Map(
    (db.prepare('select user_id as userId, failures from attempt').all() as { userId: string; failures: number }[]).map(
      ({ userId, failures }) => [userId, failures],
    ),
  )
  const refused = new Map<string, number>()
  const events = lines.flatMap(({ id, userId }) => logs.get(id)!.map((row) => ({ ...row, userId })))
  for (const { event, userId } of events.sort((a, b) => a.at - b.at || a.seq - b.seq)) {
    if (event.type === 'verdict-refused') refused.set(userId, (refused.get(userId) ?? 0) + 1)
    if (event.type === 'ended' && event.outcome === 'succeeded') refused.set(userId, 0)
  }
  return [...refused].flatMap(([userId, count]) => {
    const counted = failures.get(userId) ?? 0
    return counted >= count ? [] : [`user ${userId} failed ${count} times, ${counted} are counted`]
  })
}

/** What the store said was written is there. A try that was reserved stays spent unless somebody began to give it back. */
function forgottenWrites(db: Database, testimonies: readonly Testimony[]): string[] {
  const outcomeOf = db.prepare('select outcome, redemption, user_id as userId from session where id = ?')
  const seriesOf = db.prepare('select failures from attempt where user_id = ?')
  const session = (id: string) => outcomeOf.get(id) as { outcome: string | null; redemption: string | null } | undefined
  const found: string[] = []
  const spent = new Map<string, number>()
  for (const { verb, state, subject, gives, result } of testimonies) {
    if (verb === 'reserveTry' && state === 'done' && result)
      spent.set(subject, (result as { failures: number }).failures)
    if (gives) forgive(spent, db, subject)
    if (state !== 'done') continue
    if (verb === 'createSession' && !session(subject)) found.push(`session ${subject} was minted and is gone`)
    if (verb === 'finishOnce' && result === 'finished' && !session(subject)?.outcome)
      found.push(`${subject}: lost its end`)
    if (verb === 'redeemOnce' && result === 'done' && !session(subject)?.redemption)
      found.push(`${subject}: unredeemed`)
  }
  for (const [userId, failures] of spent) {
    const counted = (seriesOf.get(userId) as { failures: number } | undefined)?.failures ?? 0
    if (counted < failures) found.push(`user ${userId} spent try ${failures}, ${counted} are counted`)
  }
  return found
}

/** A write that gives a try back or clears the series may have been committed when nobody could be told any more. */
function forgive(spent: Map<string, number>, db: Database, subject: string): void {
  const owner = db.prepare('select user_id as userId from session where id = ?').get(subject) as
    | { userId: string }
    | undefined
  spent.delete(owner?.userId ?? subject)
}
