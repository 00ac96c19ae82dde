import type { NoticeKind, NoticeRow } from '../../db/care.ts'
import { tokenHash } from '../keys/hash.ts'
import { noticeMail } from '../methods/email-code/notice-mail.ts'
import { warningMail } from '../methods/email-code/warning-mail.ts'
import { noticeSms } from '../methods/sms-code/notice-sms.ts'
import { noticeMs } from '../sca/lifetimes.ts'
import { lastTemporaryBlock } from '../sca/limits.ts'
import { tellSuccessAfter } from '../sca/notice-rules.ts'
import type { Outcome } from '../sca/words.ts'
import { emailOf } from './contacts.ts'
import type { Deps } from './deps.ts'
import { newId } from './new-id.ts'
import type { Opened } from './opened.ts'
import { sessionLocale } from './session-locale.ts'

/** A message as it is sealed. */
export interface NoticeContent {
  readonly to: string
  readonly subject?: string
  readonly text: string
}

/**
 * What the user is told of an outcome, beside the page: of changed ways to confirm (CRED-09), of a success after several
 * failures (RTS-34), of the last block that ends by itself (RTS-31). In: the session as it stands before its end, the
 * outcome. Out: notices to write with it. At most one mail per address; contacts are those before the change.
 */
export function noticesOf(deps: Deps, opened: Opened, outcome: Outcome): NoticeRow[] {
  const { record, now, policy } = opened
  const about = { locale: sessionLocale(record), platformName: record.platform.name }
  if (outcome !== 'succeeded') {
    if (!lastTemporaryBlock(record.series, now, policy.tries)) return []
    const at = record.series.blockedUntil ?? now
    return addressesOf(opened).map((to, i) =>
      // Several sessions may end by one block: the id lets one of them tell it.
      notice(deps, opened, 'last-block', 'email', `ntc_${record.user.id}_${record.series.failures}_${i}`, (link) => ({
        to,
        ...warningMail({ ...about, kind: 'lastBlock', at, link }),
      })),
    )
  }
  const changed = changedOf(opened)
  const mail = (kind: NoticeKind, to: string, text: (link: string) => { subject: string; text: string }) =>
    notice(deps, opened, kind, 'email', newId(deps.random, 'ntc', now), (link) => ({ to, ...text(link) }))
  if (changed === null) {
    if (record.series.failures < tellSuccessAfter) return []
    return [
      mail('after-failures', emailOf(opened), (link) =>
        warningMail({ ...about, kind: 'afterFailures', at: now, link }),
      ),
    ]
  }
  const mails = addressesOf(opened).map((to) =>
    mail('changed', to, (link) => noticeMail({ ...about, changed, at: now, link })),
  )
  const number = replacedNumberOf(opened)
  if (number === null) return mails
  const sms = notice(deps, opened, 'changed', 'sms', newId(deps.random, 'ntc', now), (link) => ({
    to: number,
    text: noticeSms(about.locale, about.platformName, link),
  }))
  return [...mails, sms]
}

/** What changed for somebody who was enrolled before; a first enrolment has nothing old that could be told. */
function changedOf({ record: { user, staged } }: Opened): Parameters<typeof noticeMail>[0]['changed'] | null {
  if (user.enrolledAt === null) return null
  const changed = [...staged.map(({ method }) => method), ...(user.emailChanged ? (['email'] as const) : [])]
  return changed.length > 1 ? 'several' : (changed[0] ?? null)
}

/** The address now, and the one before where it changed and is not confirmed yet: either may be an attacker's. */
function addressesOf(opened: Opened): string[] {
  const { user } = opened.record
  const old = user.emailChanged && user.previousEmailSealed !== null
  return [emailOf(opened), ...(old ? [opened.vault.open('email', user.previousEmailSealed ?? '')] : [])]
}

function replacedNumberOf({ record: { credentials, staged }, vault }: Opened): string | null {
  if (credentials.phone === null || !staged.some(({ method }) => method === 'phone')) return null
  return vault.open('factor-phone', credentials.phone.numberSealed)
}

function notice(
  deps: Deps,
  { record, vault, now }: Opened,
  kind: NoticeKind,
  channel: NoticeRow['channel'],
  id: string,
  write: (link: string) => NoticeContent,
): NoticeRow {
  const token = deps.random.bytes(32).toString('base64url')
  const content = write(`${deps.config.origin}/notice/${token}`)
  return {
    id,
    userId: record.user.id,
    kind,
    channel,
    sealed: vault.seal(`notice ${id}`, JSON.stringify(content)),
    nextAt: now,
    createdAt: now,
    expiresAt: now + noticeMs,
    linkHash: tokenHash(token),
  }
}
