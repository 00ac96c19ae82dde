import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Sms, SmsAnswer, SmsFailure, SmsSender } from '../ports/sms-sender.ts'
import { type Breaker, type BreakerLimits, breaker } from './breaker.ts'
import type { SmsGateway } from './sms-gateway.ts'

/** How a message is handed over. */
export interface SendingLimits {
  /** What one attempt may take. */
  readonly attemptMs: number
  /** At most so long before the second attempt at the same gateway. */
  readonly pauseMs: number
  /** Messages under way at one time; more are refused rather than kept waiting. */
  readonly inFlight: number
  readonly breaker: BreakerLimits
}

/** Two gateways that both hang take some seventeen seconds, within the patience of a browser and of a stop. */
export const sendingLimits: SendingLimits = {
  attemptMs: 4_000,
  pauseMs: 400,
  inFlight: 200,
  breaker: { failures: 5, restMs: 30_000 },
}

/** One attempt, for log and metrics: nothing of the message. */
export interface SmsAttempt {
  readonly gateway: SmsGateway['name']
  readonly outcome: 'taken' | SmsFailure | 'resting'
  readonly tookMs: number
}

interface Parts {
  readonly clock: Clock
  readonly random: Random
  readonly observe: (attempt: SmsAttempt) => void
  readonly limits?: SendingLimits
}

/**
 * Sends by the first gateway that takes a message, in their order: up to two attempts at each, all with the same
 * reference and the same text, so that whichever arrive say the same. A number that is refused is refused everywhere; a
 * gateway that does not know us, or wants no such message, is not asked twice. SMS-30.
 */
export function smsByGateways(gateways: readonly SmsGateway[], parts: Parts): SmsSender {
  const { clock, limits = sendingLimits } = parts
  const ways = gateways.map((gateway) => ({ gateway, circuit: breaker(clock, limits.breaker) }))
  let underWay = 0

  async function send(sms: Sms): Promise<SmsAnswer> {
    if (underWay >= limits.inFlight) return { failed: 'try-later' }
    underWay += 1
    try {
      return await sendByOne(ways, sms, parts, limits)
    } finally {
      underWay -= 1
    }
  }

  return {
    send,
    start: (onReport) => {
      for (const gateway of gateways) gateway.start(onReport)
    },
    stop: async () => {
      await Promise.all(gateways.map((gateway) => gateway.stop()))
    },
    check: () =>
      Promise.all(
        gateways.map(async (gateway) => ({
          gateway: gateway.name,
          fault: await gateway.check(AbortSignal.timeout(limits.attemptMs)),
        })),
      ),
    readCall: async (name, call) => {
      const gateway = gateways.find((one) => one.name === name)
      return gateway?.readCall ? gateway.readCall(call) : 'forged'
    },
  }
}

interface Way {
  readonly gateway: SmsGateway
  readonly circuit: Breaker
}

async function sendByOne(
  ways: readonly Way[],
  sms: Sms,
  { clock, random, observe }: Parts,
  limits: SendingLimits,
): Promise<SmsAnswer> {
  let worst: SmsFailure = 'try-later'
  for (const { gateway, circuit } of ways) {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      if (attempt > 0) await pause(random.below(limits.pauseMs + 1))
      const begun = clock.now()
      const observed = (outcome: SmsAttempt['outcome']) =>
        observe({ gateway: gateway.name, outcome, tookMs: clock.now() - begun })
      if (!circuit.mayAsk()) {
        observed('resting')
        break
      }
      const answer = await withinTime(gateway, sms, limits.attemptMs)
      // A gateway that refuses one message is well: else five odd numbers would stop the texts of everybody.
      circuit.answered('taken' in answer || answer.failed === 'number-refused' || answer.failed === 'rejected')
      observed('taken' in answer ? 'taken' : answer.failed)
      if ('taken' in answer || answer.failed === 'number-refused') return answer
      worst = worse(worst, answer.failed)
      if (answer.failed === 'misconfigured' || answer.failed === 'rejected') break
    }
  }
  return { failed: worst }
}

/** A gateway that does not keep to its time is left behind: nobody waits longer than that. */
async function withinTime(gateway: SmsGateway, sms: Sms, ms: number): Promise<SmsAnswer> {
  const signal = AbortSignal.timeout(ms)
  const late = new Promise<SmsAnswer>((resolve) => {
    signal.addEventListener('abort', () => resolve({ failed: 'unanswered' }), { once: true })
  })
  return Promise.race([gateway.send(sms, signal).catch((): SmsAnswer => ({ failed: 'unanswered' })), late])
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** What may have left outweighs what surely did not. */
function worse(one: SmsFailure, other: SmsFailure): SmsFailure {
  const order: readonly SmsFailure[] = ['unanswered', 'misconfigured', 'rejected', 'try-later']
  return order.indexOf(one) < order.indexOf(other) ? one : other
}
