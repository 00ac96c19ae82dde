/** Every metric of our own. `docs/operations.md` has the same list, and a test compares the two. */

export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
  /** Upper bounds in seconds. */
  readonly buckets?: readonly number[]
  /** Of a gauge: what several workers of one server come to. */
  readonly together?: 'sum' | 'min' | 'max'
}

const counter = (help: string, ...labels: string[]) => ({ type: 'counter' as const, help, labels })
/** What all workers see alike, or the worst of them. */
const gauge = (help: string, ...labels: string[]) => ({
  type: 'gauge' as const,
  help,
  labels,
  together: 'max' as const,
})
/** What each worker has of its own. */
const ownGauge = (help: string) => ({ ...gauge(help), together: 'sum' as const })
/** 1 while all is well with every worker. */
const wellGauge = (help: string) => ({ ...gauge(help), together: 'min' as const })
const histogram = (help: string, buckets: readonly number[], ...labels: string[]) => ({
  type: 'histogram' as const,
  help,
  labels,
  buckets,
})

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5]
const drawn = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const slow = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export const catalogue = {
  assent_sessions_minted_total: counter('Sessions made by the API.', 'purpose'),
  assent_sessions_claimed_total: counter('Sessions whose user pressed Continue.', 'purpose'),
  assent_sessions_ended_total: counter('Sessions that have an outcome.', 'purpose', 'outcome', 'reason'),
  assent_steps_shown_total: counter('Pages of steps that were drawn.', 'step'),
  assent_presses_total: counter('Pressed buttons: passed, or the code of the refusal.', 'step', 'result'),
  assent_session_events_total: counter('Events written to the logs of sessions.', 'type'),
  assent_verdicts_total: counter('Judged tries, right or wrong.', 'of', 'result'),
  assent_passkey_refusals_total: counter('Passkeys that were refused, by the check that failed.', 'cause'),
  assent_challenges_total: counter('Codes and passkey challenges that were issued and used.', 'kind', 'what'),
  assent_user_blocks_total: counter('Blocks of users that began or were lifted.', 'change'),
  assent_redemptions_total: counter('Receipts that were handed out, or burned by another operation.', 'result'),
  assent_messages_total: counter('Text messages and mails handed to a gateway.', 'channel', 'result'),
  assent_message_seconds: histogram('How long a gateway took.', slow, 'channel'),
  assent_sms_attempts_total: counter(
    'What a gateway said of a text message; resting: it was not asked.',
    'gateway',
    'outcome',
  ),
  assent_notices_total: counter('Notices to users that left, or have to be tried again.', 'result'),
  assent_webhook_attempts_total: counter('Attempts to deliver a webhook.', 'result'),
  assent_limits_reached_total: counter('Refusals by a limit against abuse.', 'limit'),
  assent_store_write_seconds: histogram('How long a write took until it was durable.', quick, 'verb'),
  assent_store_faults_total: counter('Writes that failed.', 'verb'),
  assent_store_writes_waiting: ownGauge('Writes that were asked for and are not durable yet.'),
  assent_api_seconds: histogram('How long an answer of the API took.', quick, 'route', 'method', 'status'),
  assent_api_problems_total: counter('Problems that the API answered.', 'code'),
  assent_page_seconds: histogram('How long an answer of a page took.', drawn, 'page', 'method', 'status'),
  assent_tasks_total: counter('Runs of the work beside the requests.', 'task', 'result'),
  assent_task_seconds_total: counter('Time spent on that work.', 'task'),
  assent_task_last_success_timestamp_seconds: gauge('When that work last ended well.', 'task'),
  assent_purged_rows_total: counter('Rows that were removed because their time was over.', 'kind'),
  assent_purge_behind: gauge('1 while the last purge of a kind left some of it.', 'kind'),
  assent_log_lines_total: counter('Log lines; those of level error are faults.', 'level'),
  assent_hashes_total: counter('PIN hashes that were computed.'),
  assent_hash_seconds_total: counter('Time spent on them, waiting included.'),
  assent_hashes_refused_total: counter('PIN hashes that were refused because too many waited.'),
  assent_hashes_running: ownGauge('PIN hashes that are being computed.'),
  assent_hashes_waiting: ownGauge('PIN hashes that wait.'),
  assent_ready: wellGauge('1 while this server may be sent requests, by its last look.'),
  assent_store_up: wellGauge('1 while the database answers the questions of this page.'),
  assent_open_sessions: gauge('Sessions without an outcome, counted up to 100,000.'),
  assent_session_overdue_seconds: gauge('For how long the first session past its time has waited for its outcome.'),
  assent_webhooks_pending: gauge('Deliveries that wait, counted up to 100,000.'),
  assent_webhook_overdue_seconds: gauge('For how long the delivery that is due first has been due.'),
  assent_notices_pending: gauge('Notices that wait, counted up to 100,000.'),
  assent_notice_overdue_seconds: gauge('For how long the notice that is due first has been due.'),
  assent_clock_seconds: gauge('The time of this server, to compare with that of the scrape.'),
  assent_time_servers_answering: gauge('How many of ASSENT_TIME_SERVERS answered when they were asked last.'),
  assent_time_ahead_seconds: gauge('By how much the clock is ahead of official time; below 0: behind.'),
  assent_disk_free_bytes: gauge('What is free where the data folder lies.'),
  assent_disk_size_bytes: gauge('The size of that disk.'),
  assent_build_info: gauge('Always 1; the labels say what runs.', 'version', 'mode'),
} as const satisfies Record<string, MetricDefinition>
export type MetricName = keyof typeof catalogue
