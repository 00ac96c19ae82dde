import { abuseLimits } from '../sca/abuse-limits.ts'
import { purposes } from '../sca/words.ts'
import type { MetricName } from './catalogue.ts'
import type { MetricRegistry } from './registry.ts'

const limits = Object.values(abuseLimits)
  .flat()
  .map(({ name }) => name)

/**
 * What alerts watch begins at zero. Prometheus sees no increase in a series that is not there before its first event, so
 * the first copied passkey or the first gateway fault would go unnoticed.
 */
const zeros: Partial<Record<MetricName, readonly (readonly string[])[]>> = {
  assent_sessions_minted_total: purposes.map((purpose) => [purpose]),
  assent_sessions_claimed_total: purposes.map((purpose) => [purpose]),
  assent_sessions_ended_total: purposes.map((purpose) => [purpose, 'succeeded', 'proven']),
  assent_verdicts_total: ['passkey', 'email-code', 'phone', 'identity'].flatMap((of) => [
    [of, 'right'],
    [of, 'wrong'],
  ]),
  assent_challenges_total: ['sms-code', 'email-code'].flatMap((kind) => [
    [kind, 'issued'],
    [kind, 'used'],
  ]),
  assent_user_blocks_total: [['begun'], ['lifted']],
  assent_passkey_refusals_total: [['sign-count']],
  assent_messages_total: ['sms', 'email'].flatMap((channel) => [
    [channel, 'sent'],
    [channel, 'failed'],
  ]),
  assent_webhook_attempts_total: [['delivered'], ['error-status'], ['timeout'], ['connection']],
  assent_limits_reached_total: [...limits, 'api-key-minute'].map((limit) => [limit]),
  assent_log_lines_total: [['error'], ['warn'], ['info']],
}

/** Makes them. In: a fresh registry. */
export function beginAtZero({ count }: Pick<MetricRegistry, 'count'>): void {
  for (const [name, sets] of Object.entries(zeros)) {
    for (const labels of sets) count(name as Parameters<MetricRegistry['count']>[0], labels, 0)
  }
}
