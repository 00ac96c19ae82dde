import { collectDefaultMetrics } from 'prom-client'
import type { Meters } from '../ports/meters.ts'
import { beginAtZero } from './begin-at-zero.ts'
import { gather, type Sources } from './gather.ts'
import { type MetricRegistry, metricRegistry } from './registry.ts'

/** What a worker sends to be added up. */
export type Figures = Awaited<ReturnType<MetricRegistry['registry']['getMetricsAsJSON']>>

/**
 * Meters that Prometheus reads. In: what is asked only when it reads; null where there is nothing to ask, as in a test.
 * One process has one. Of several workers each has its own; `together` asks what all of them come to, and gets from each
 * its `figures`. Null from it: nobody adds up, and the worker's own are shown.
 */
export function prometheusMeters(
  sources: Sources | null = null,
  together: (() => Promise<string | null>) | null = null,
): Meters & Pick<MetricRegistry, 'registry'> & { figures(): Promise<Figures> } {
  const metrics = metricRegistry()
  const { registry, count, observe } = metrics
  beginAtZero(metrics)
  const ask = sources && gather(metrics, sources)
  let ofProcess = false
  return {
    registry,
    minted: (purpose) => count('assent_sessions_minted_total', [purpose]),
    claimed: (purpose) => count('assent_sessions_claimed_total', [purpose]),
    ended: (purpose, outcome, reason) => count('assent_sessions_ended_total', [purpose, outcome, reason]),
    shown: (step) => count('assent_steps_shown_total', [step]),
    pressed: (step, result) => count('assent_presses_total', [step, result]),
    happened: (event) => count('assent_session_events_total', [event]),
    judged: (of, right) => count('assent_verdicts_total', [of, right ? 'right' : 'wrong']),
    passkeyRefused: (cause) => count('assent_passkey_refusals_total', [cause]),
    challenged: (kind, what) => count('assent_challenges_total', [kind, what]),
    blocked: (change) => count('assent_user_blocks_total', [change]),
    redeemed: (result) => count('assent_redemptions_total', [result]),
    sent(channel, ok, seconds) {
      count('assent_messages_total', [channel, ok ? 'sent' : 'failed'])
      observe('assent_message_seconds', seconds, [channel])
    },
    noticed: (result) => count('assent_notices_total', [result]),
    askedGateway: (gateway, outcome) => count('assent_sms_attempts_total', [gateway, outcome]),
    delivered: (result) => count('assent_webhook_attempts_total', [result]),
    limited: (limit) => count('assent_limits_reached_total', [limit]),
    purged(kind, rows, more) {
      count('assent_purged_rows_total', [kind], rows)
      metrics.set('assent_purge_behind', more ? 1 : 0, [kind])
    },
    writing(verb) {
      const began = performance.now()
      metrics.add('assent_store_writes_waiting', 1)
      return (ok) => {
        metrics.add('assent_store_writes_waiting', -1)
        observe('assent_store_write_seconds', (performance.now() - began) / 1000, [verb])
        if (!ok) count('assent_store_faults_total', [verb])
      }
    },
    answeredApi: (route, method, status, seconds) =>
      observe('assent_api_seconds', seconds, [route, knownMethod(method), statusClass(status)]),
    answeredPage: (page, method, status, seconds) =>
      observe('assent_page_seconds', seconds, [page, knownMethod(method), statusClass(status)]),
    problem: (code) => count('assent_api_problems_total', [code]),
    ran(task, ok, seconds) {
      count('assent_tasks_total', [task, ok ? 'failed' : 'done'], 0)
      count('assent_tasks_total', [task, ok ? 'done' : 'failed'])
      count('assent_task_seconds_total', [task], seconds)
      if (ok) metrics.set('assent_task_last_success_timestamp_seconds', Date.now() / 1000, [task])
    },
    ready: (yes) => metrics.set('assent_ready', yes ? 1 : 0),
    heldAgainstOfficialTime(answered, aheadSeconds) {
      metrics.set('assent_time_servers_answering', answered)
      // What was true an hour ago would look as if it were now.
      if (aheadSeconds === null) metrics.unset('assent_time_ahead_seconds')
      else metrics.set('assent_time_ahead_seconds', aheadSeconds)
    },
    logged: (level) => count('assent_log_lines_total', [level]),
    async exposition() {
      const all = together === null ? null : await together()
      if (all !== null) return { type: registry.contentType, text: all }
      await fresh()
      return { type: registry.contentType, text: await registry.metrics() }
    },
    async figures() {
      await fresh()
      return registry.getMetricsAsJSON()
    },
  }

  async function fresh(): Promise<void> {
    // Not before somebody reads: an operator's command has no use for them.
    if (!ofProcess) collectDefaultMetrics({ register: registry })
    ofProcess = true
    await ask?.()
  }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function knownMethod(method: string): string {
  return methods.includes(method) ? method : 'other'
}

function statusClass(status: number): string {
  return `${Math.floor(status / 100)}xx`
}
