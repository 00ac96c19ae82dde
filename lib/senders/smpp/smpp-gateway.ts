import type { Pdu } from 'smpp'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { DeliveryReport, Sms, SmsAnswer, SmsFailure } from '../../ports/sms-sender.ts'
import type { SmsGateway } from '../sms-gateway.ts'
import { awaitedReports } from './awaited-reports.ts'
import { smppBinding } from './smpp-binding.ts'
import { smppFailure } from './smpp-failure.ts'
import type { Link, LinkTimes } from './smpp-link.ts'
import type { SmppOptions } from './smpp-options.ts'
import { type SmppPart, smppParts } from './smpp-parts.ts'
import { smppReport } from './smpp-report.ts'
import { smppWindow } from './smpp-window.ts'

interface Parts {
  readonly clock: Clock
  readonly random: Random
  readonly times?: LinkTimes
}

const usualTimes: LinkTimes = { answerMs: 4_000, enquireMs: 30_000 }

/** Sends through one bound connection to an SMSC, which is opened when it is first needed. SMPP 3.4. */
export function smppGateway(options: SmppOptions, { clock, random, times = usualTimes }: Parts): SmsGateway {
  const window = smppWindow(options.window)
  const awaited = awaitedReports(clock)
  let tell: (report: DeliveryReport) => void = () => undefined
  const onDelivered = (pdu: Pdu) => {
    const report = smppReport(pdu)
    const told = report && awaited.take(report)
    if (told) tell(told)
  }
  const binding = smppBinding(options, { clock, random, times, onDelivered })

  async function send(sms: Sms, signal: AbortSignal): Promise<SmsAnswer> {
    const link = await until(signal, binding.link(), 'try-later')
    if (typeof link === 'string') return { failed: link }
    const leave = await window.enter(signal)
    if (leave === null) return { failed: 'try-later' }
    try {
      return await sendParts(link, sms, signal)
    } finally {
      leave()
    }
  }

  async function sendParts(link: Link, sms: Sms, signal: AbortSignal): Promise<SmsAnswer> {
    const ids: string[] = []
    for (const part of smppParts(sms.text, sms.reference, options.alphabet)) {
      // Of a text that is half sent nobody knows what arrives.
      if (signal.aborted) return { failed: ids.length > 0 ? 'unanswered' : 'try-later' }
      const taken = await until(signal, submit(link, sms, part), { failed: 'unanswered' as const })
      // The same where a later part is refused: some of it has left, and is paid for.
      if ('failed' in taken) return ids.length > 0 ? { failed: 'unanswered' } : taken
      ids.push(taken.id)
    }
    awaited.expect(sms.reference, ids)
    return { taken: true }
  }

  async function submit(link: Link, { to }: Sms, part: SmppPart): Promise<{ id: string } | { failed: SmsFailure }> {
    const answer = await link.submit({ ...addresses(options.from, to), ...part, registered_delivery: 1 })
    if (answer === null) return { failed: 'unanswered' }
    const failed = smppFailure(answer.command_status)
    return failed ? { failed } : { id: answer.message_id ?? '' }
  }

  return {
    name: 'smpp',
    send,
    start: (onReport) => {
      tell = onReport
      binding.keep()
    },
    stop: () => binding.close(),
    check: async (signal) => inWords[await until(signal, binding.link().then(kindOf), 'try-later')],
  }
}

const inWords = {
  bound: null,
  'try-later': 'the SMSC cannot be reached, does not answer, or allows no further bind',
  misconfigured: 'the SMSC refuses the system id or its password',
} as const

function kindOf(link: Link | 'try-later' | 'misconfigured'): keyof typeof inWords {
  return typeof link === 'string' ? link : 'bound'
}

/** Numbers go without their plus; what they are is said by type and plan. SMPP 3.4, 5.2.5 and 5.2.6. */
function addresses(from: string, to: string): Readonly<Record<string, unknown>> {
  const [international, named, unknown] = [
    [1, 1],
    [5, 0],
    [0, 0],
  ]
  const [ton, npi] = (from.startsWith('+') ? international : /^\d+$/.test(from) ? unknown : named) ?? []
  return {
    source_addr_ton: ton,
    source_addr_npi: npi,
    source_addr: from.replace('+', ''),
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: to.replace('+', ''),
  }
}

/** What comes first: the result, or the end of the time for it. */
function until<T, const L>(signal: AbortSignal, result: Promise<T>, late: L): Promise<T | L> {
  if (signal.aborted) return Promise.resolve(late)
  return new Promise((resolve, reject) => {
    const over = () => resolve(late)
    signal.addEventListener('abort', over, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', over))
  })
}
