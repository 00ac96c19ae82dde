import type { Pdu } from 'smpp'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { type Link, type LinkTimes, openLink } from './smpp-link.ts'
import type { SmppOptions } from './smpp-options.ts'

/** Keeps one connection to an SMSC bound. */
export interface Binding {
  /** The link, which may have to be opened first; or why there is none now. */
  link(): Promise<Link | 'try-later' | 'misconfigured'>
  /** From now on a lost link is opened again by itself. */
  keep(): void
  close(): Promise<void>
}

/** Waits between attempts to bind, each twice the one before. */
const firstWaitMs = 1_000
const longestWaitMs = 60_000
/** A link that lives shorter was no success: else an SMSC that drops every bind would be asked without a pause. */
const steadyAfterMs = 5_000

interface Parts {
  readonly clock: Clock
  readonly random: Random
  readonly times: LinkTimes
  readonly onDelivered: (pdu: Pdu) => void
}

/** A binding that opens nothing yet. All who want the link while it is being opened wait for the same attempt. */
export function smppBinding(options: SmppOptions, { clock, random, times, onDelivered }: Parts): Binding {
  let current: Link | null = null
  let opening: ReturnType<Binding['link']> | null = null
  let fault: 'try-later' | 'misconfigured' = 'try-later'
  let failures = 0
  let notBefore = 0
  let kept = false
  let closed = false
  let timer: NodeJS.Timeout | undefined

  /** The wait is drawn from its upper half, so that instances that lost the SMSC together do not return together. */
  const waitLonger = () => {
    const wait = Math.min(firstWaitMs * 2 ** failures, longestWaitMs)
    failures += 1
    notBefore = clock.now() + wait / 2 + random.below(wait / 2)
  }
  /** No wait is longer than the longest, also where the clock was set back since it began. */
  const left = () => {
    const wait = notBefore - clock.now()
    return wait > longestWaitMs ? 0 : wait
  }
  const again = () => {
    if (!kept || closed) return
    clearTimeout(timer)
    timer = setTimeout(() => void link(), Math.max(10, left()))
    timer.unref()
  }

  async function open(): ReturnType<Binding['link']> {
    const { default: smpp } = await import('smpp')
    // Receipts hold ids and words in ASCII; GSM's own alphabet would change some signs. What we send is written already.
    smpp.encodings.default = 'LATIN1'
    let openedAt = 0
    const opened = await openLink(smpp, options, times, {
      onDelivered,
      onClosed: () => {
        current = null
        if (clock.now() - openedAt < steadyAfterMs) waitLonger()
        else failures = 0
        again()
      },
    })
    opening = null
    if (typeof opened === 'string') {
      fault = opened
      waitLonger()
      again()
      return opened
    }
    openedAt = clock.now()
    if (closed) {
      await opened.close()
      return 'try-later'
    }
    current = opened
    return opened
  }

  function link(): ReturnType<Binding['link']> {
    if (closed) return Promise.resolve('try-later')
    if (current) return Promise.resolve(current)
    if (opening) return opening
    if (left() > 0) {
      again()
      return Promise.resolve(fault)
    }
    opening = open()
    return opening
  }

  return {
    link,
    keep: () => {
      kept = true
      void link()
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await opening
      await current?.close()
    },
  }
}
