import type { SessionRecord } from '../../db/store.ts'
import { verifyChain } from '../evidence/verify-chain.ts'
import type { Deps } from './deps.ts'
import { whereabouts } from './find-session.ts'
import { isoTime } from './iso-time.ts'
import { standing } from './opened.ts'
import { amrOf } from './receipt-claims.ts'
import { sessionLocale } from './session-locale.ts'
import { sessionResource } from './session-resource.ts'

/**
 * All that can be shown of a session to an auditor: its log with hashes, what was on the screen in which language, what
 * was proved, what failed. In: the record. Out: JSON without any secret, contact or token. Times are ISO 8601.
 */
export function evidence(deps: Deps, record: SessionRecord) {
  const opened = standing(deps, record)
  const { session, platform, events } = record
  const claims: Record<string, unknown> | null = session.claims === null ? null : JSON.parse(session.claims)
  const head = typeof claims?.['evidenceHash'] === 'string' ? claims['evidenceHash'] : undefined
  const brokenAt = verifyChain(session.id, events, head)
  return {
    session: sessionResource(session, whereabouts(opened), opened.now),
    policy: session.policy,
    shown: {
      platformName: platform.name,
      operation: session.operation === null ? null : JSON.parse(session.operation),
      language: sessionLocale(record),
      languages: languages(record),
    },
    factors: claims === null ? amrOf(record, opened.facts) : claims['amr'],
    tries: events.flatMap(({ seq, at, event }) =>
      event.type === 'verdict-refused' ? [{ seq, at: isoTime(at), of: event.of, failures: event.failures }] : [],
    ),
    log: {
      verified: brokenAt === null,
      brokenAt,
      head: events.at(-1)?.hash ?? null,
      events: events.map(({ seq, at, event, previousHash, hash }) => {
        const { type, ...data } = event
        return { seq, at: isoTime(at), atMs: at, type, data, previousHash, hash }
      }),
    },
    receipt: session.redemption === 'redeemed' ? claims : null,
  }
}

/** From which event on the pages were in which language. */
function languages(record: SessionRecord) {
  return record.events.flatMap(({ seq, at, event }) =>
    event.type === 'claimed' || event.type === 'locale-chosen' ? [{ seq, at: isoTime(at), locale: event.locale }] : [],
  )
}
