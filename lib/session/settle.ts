import { alarms } from '../sca/abuse-limits.ts'
import { decide } from '../sca/decide.ts'
import { blocked } from '../sca/limits.ts'
import type { Refused } from '../sca/refusal.ts'
import { appendEvent } from './append-event.ts'
import { arrive } from './arrive.ts'
import type { Deps } from './deps.ts'
import { endIfDue, endSession } from './end-session.ts'
import { handOver, type Outgoing } from './messages-out.ts'
import { takeBackCode } from './one-time-codes.ts'
import { after, type Opened, openSession } from './opened.ts'
import type { StepResult } from './step-result.ts'
import { codeReference, takeReport } from './take-report.ts'

/** How a press went: where the session stands now, and what was refused. */
export interface Acted {
  readonly opened: Opened | null
  readonly refused: Refused | null
}

/**
 * Writes what a press decided together with what the next screen needs, hands codes over, and writes the outcome if one
 * is due. Out: where the session stands; null when somebody wrote first and the press must be judged anew.
 */
export async function settle(deps: Deps, opened: Opened, result: StepResult): Promise<Acted | null> {
  const facts = after(opened, result.events ?? [])
  const next = decide(facts, opened.policy)
  const own = result.effects ?? []
  const arrival = 'at' in next ? arrive(deps, opened, next.at, facts, own) : null
  const events = [...(result.events ?? []), ...(arrival?.events ?? [])]
  const effects = [...own, ...(arrival?.effects ?? [])]
  if (events.length > 0 || effects.length > 0) {
    const timed = events.map((event) => ({ event, at: opened.now }))
    const recorded = await deps.store.record(opened.record.session.id, opened.seq, timed, effects)
    if (recorded === 'conflict') return settleConflict(deps, opened, result)
    if (recorded !== 'recorded') return limited(deps, opened, result, recorded.limit)
  }
  const delivered = await deliver(deps, opened, [result.outgoing, arrival?.outgoing])
  const refused = result.refused ?? (delivered ? null : { refused: 'send-failed' as const })
  return { opened: await concluded(deps, opened, result), refused }
}

/**
 * Somebody wrote first. What gives its try back (a right answer, or one that does not count) gives it back all the same
 * and is judged anew; a wrong one stays spent and refused.
 */
async function settleConflict(deps: Deps, opened: Opened, result: StepResult): Promise<Acted | null> {
  if ((await givenBack(deps, opened, result)) || !result.spent) return null
  return { opened: await concluded(deps, opened, result), refused: result.refused ?? null }
}

/** The press was not written, so its refund of a try is written by itself. Out: whether there was one. */
async function givenBack(deps: Deps, opened: Opened, result: StepResult): Promise<boolean> {
  const back = result.effects?.find((effect) => effect.do === 'change-series')
  if (back) await deps.store.changeSeries(opened.record.user.id, back.change, back.tell)
  return back !== undefined
}

/**
 * A text message would break a limit against abuse: nothing was written, and the user stays where they were. What is said
 * is the same whichever limit it was, and whoever has the number.
 */
async function limited(deps: Deps, opened: Opened, result: StepResult, limit: string): Promise<Acted> {
  const { session, platform } = opened.record
  const about = { limit, platformId: platform.id, sessionId: session.id }
  if (alarms(limit)) deps.log.error({ ...about, alarm: true }, 'text messages are stopped by a limit')
  else deps.log.warn(about, 'a text message was stopped by a limit')
  await givenBack(deps, opened, result)
  return { opened: await openSession(deps, session.id), refused: { refused: 'too-many-sends' } }
}

/**
 * Where the session stands now, read anew: the number of the last event guards its own log alone. The user's series and
 * credentials, the epoch and the clock may have moved on since the press was read, and a code was perhaps handed over since.
 */
async function concluded(deps: Deps, before: Opened, result: StepResult): Promise<Opened | null> {
  const opened = await openSession(deps, before.record.session.id)
  if (!opened) return null
  const lastTry = result.refused && result.spent && blocked(result.spent, opened.now)
  if (lastTry && opened.facts.outcome === null) return endSession(deps, opened, 'failed', 'too-many-tries', null)
  return endIfDue(deps, opened)
}

async function deliver(
  deps: Deps,
  opened: Opened,
  messages: readonly (Outgoing | null | undefined)[],
): Promise<boolean> {
  for (const message of messages) {
    if (message && !(await sent(deps, opened, message))) return false
  }
  return true
}

/**
 * Hands one code over. What nobody took does not count as sent; a code that may have left all the same stays out, so that
 * it works when it arrives late. A number that is refused looks like any other: whether it exists is not for the page to
 * tell (SMS-14).
 */
async function sent(deps: Deps, opened: Opened, message: Outgoing): Promise<boolean> {
  const { id } = opened.record.session
  const handed = await handOver(deps, opened, message)
  if (handed === 'number-refused') {
    await takeReport(deps, { reference: codeReference(id, message.codeId), delivered: false })
  }
  if (handed === 'taken' || handed === 'number-refused') return true
  await appendEvent(
    deps,
    id,
    () => ({ type: `${message.channel}-code-unsent` }),
    (now) => (handed === 'not-taken' ? takeBackCode(deps, now, message) : []),
  )
  return false
}
