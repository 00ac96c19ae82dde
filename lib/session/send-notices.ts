import type { DueNotice } from '../../db/care.ts'
import { openVault } from '../keys/vault.ts'
import type { Deps } from './deps.ts'
import type { NoticeContent } from './notices.ts'

/** While one instance hands a notice over, no other does. */
const leaseMs = 60_000
const firstDelayMs = 30_000
const longestDelayMs = 3_600_000

/**
 * Hands over the notices that are due: after a fault again, later each time, for as long as the notice is worth it. One
 * that left in a crash's last moment leaves twice; none gets lost. In: how many at most; whether another may be begun. Out:
 * how many left.
 */
export async function sendNotices(deps: Deps, limit: number, goesOn = () => true): Promise<number> {
  let sent = 0
  for (let left = limit; left > 0 && goesOn(); left -= 1) {
    const now = deps.clock.now()
    // One at a time: behind a slow mail server the lease of those that wait would run out, and they would leave twice.
    const [notice] = await deps.store.takeNotices(now, now + leaseMs, 1)
    if (notice === undefined) break
    if (await handedOver(deps, notice)) {
      await deps.store.noticeSent(notice.id, deps.clock.now())
      sent += 1
    } else {
      const delay = Math.min(firstDelayMs * 2 ** (notice.attempt - 1), longestDelayMs)
      await deps.store.delayNotice(notice.id, deps.clock.now() + delay)
    }
  }
  return sent
}

async function handedOver(deps: Deps, { id, kind, channel, sealed, attempt, user }: DueNotice): Promise<boolean> {
  try {
    const content: NoticeContent = JSON.parse(openVault(deps.config.keys, user).open(`notice ${id}`, sealed))
    const { to, subject = '', text } = content
    const common = { to, text, platformId: user.platformId, userId: user.id }
    if (channel === 'email') {
      await deps.mailer.send({ ...common, subject })
      return true
    }
    const answer = await deps.smsSender.send({ ...common, reference: id })
    if ('taken' in answer) return true
    deps.log.error({ kind, channel, attempt, failed: answer.failed }, 'a notice could not be handed over')
    // No later attempt would be taken either.
    return answer.failed === 'number-refused'
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    deps.log.error({ kind, channel, attempt, error: name }, 'a notice could not be handed over')
    return false
  }
}
