import type { Mailer } from '../ports/mailer.ts'
import type { Meters } from '../ports/meters.ts'
import type { SmsSender } from '../ports/sms-sender.ts'

/** A mailer whose mails are counted and timed. What it throws is passed on. */
export function meteredMailer(mailer: Mailer, meters: Meters): Mailer {
  return {
    ...mailer,
    send: (mail) =>
      timed(
        meters,
        'email',
        () => mailer.send(mail),
        () => true,
      ),
  }
}

/** The same of text messages; one that no gateway took has failed. */
export function meteredSmsSender(sender: SmsSender, meters: Meters): SmsSender {
  return {
    ...sender,
    send: (sms) =>
      timed(
        meters,
        'sms',
        () => sender.send(sms),
        (answer) => 'taken' in answer,
      ),
  }
}

async function timed<T>(
  meters: Meters,
  channel: 'sms' | 'email',
  send: () => Promise<T>,
  left: (answer: T) => boolean,
): Promise<T> {
  const began = performance.now()
  let ok = false
  try {
    const sent = await send()
    ok = left(sent)
    return sent
  } finally {
    meters.sent(channel, ok, (performance.now() - began) / 1000)
  }
}
