type Level = 'error' | 'warn' | 'info'

/**
 * Every message of the log, by which lines are found, counted and rung for: so they are never changed in passing, only
 * with a line in the changelog. The compiler lets nothing else be logged; docs/log-events.md is made of this. LOG-04.
 */
export const logMessages = {
  // ---- the server ------------------------------------------------------------------------------------------------
  listening: ['info', 'The server answers from now on; `origin`, `mode`.'],
  'all workers listen': ['info', 'Each of `workers` processes answers.'],
  'a worker died and is replaced': ['error', 'A process `pid` ended with `exitCode`; another begins after `ms`.'],
  'a fault that nobody caught ends the process': [
    'error',
    'Alarm. A bug of ours: `fault`. Another process has to begin.',
  ],
  'lines of the log were lost: nobody read them': [
    'error',
    'What reads the log was too slow; `lost` lines are missing.',
  ],
  printed: [['error', 'warn', 'info'], 'What a package printed, in `printed`; `fault` is what it had thrown.'],

  // ---- condition -------------------------------------------------------------------------------------------------
  'not ready': ['error', 'The server stopped serving; `checks` says why, as `/readyz` does.'],
  'ready again': ['info', 'It serves again.'],
  'the database is in trouble': ['error', 'It does not answer, or takes no writes: `trouble`, `fault`.'],
  'the database knows less than it did: a new epoch voids open sessions and receipts (docs/restore.md)': [
    'error',
    'Alarm. History went back, from `lostFrom` to `lostTo`.',
  ],
  'a new epoch has begun': ['warn', 'Alarm. The operator or another server began `epoch`, for `reason`.'],
  'this is another database than before': ['warn', 'Alarm. The file or address leads elsewhere than it did.'],
  'what a restore had undone is revoked again': [
    'error',
    'Alarm. `removed` credentials, by the journal beside the database.',
  ],
  'the store of keys does not have what is in use': [
    'error',
    'Alarm. After `ASSENT_KEYS_MAX_AGE_SECONDS` nothing is served any more: `fault`.',
  ],
  'what was revoked is not known: nothing goes on until it is': [
    'error',
    'Alarm. The journal cannot be read: `fault`.',
  ],
  'the journal of revocations is in trouble (docs/restore.md)': [
    'error',
    'Alarm. `trouble`: `unwritten` (tried again), `forged`, `gap`, or `unremoved` (a file is too old); `fault`.',
  ],
  'the thread of checkpoints has stopped and is started again': [
    'error',
    'SQLite’s log was not emptied meanwhile: `fault`.',
  ],
  'the clock is right': ['info', 'The first answer of the time servers; off by `ms`.'],
  'the clock is right again': ['info', 'It was off or unknown before.'],
  'the clock is off official time': ['error', 'Alarm. By `ms`, ahead or behind: `state`.'],
  'no time server answers': ['warn', 'Nobody knows whether the clock is right.'],

  // ---- work beside the requests ----------------------------------------------------------------------------------
  'sweep failed': ['error', 'Outcomes of sessions whose time is over are late: `error`.'],
  'notices failed': ['error', 'Notices to users are late: `error`.'],
  'purge failed': ['error', 'What is over was not removed: `error`.'],
  'erasures failed': ['error', 'What is left of erased users was not removed yet: `error`.'],
  'official-time failed': ['error', 'The time servers were not asked: `error`.'],
  purged: ['info', 'Evidence was removed because its time was over: `kind`, `removed`, `oldest`, `newest`.'],
  webhook: [['info', 'warn'], 'An attempt to deliver: `eventId`, `endpointId`, `attempt`, `result`, `state`.'],
  'webhook not settled': ['error', 'It was sent, and nothing could be written of it: it will be sent again.'],
  'webhooks could not be claimed': ['error', 'Deliveries are late: `fault`.'],

  // ---- requests --------------------------------------------------------------------------------------------------
  api: [['info', 'error'], 'A call of the API: `method`, `route`, `status`, `code`, `ms`, `platformId`, `keyId`.'],
  'api fault': ['error', 'A call met a fault of ours: `fault`, `trouble`.'],
  'a request failed': ['error', 'A request outside of API and pages met a fault of ours.'],
  'a page failed': ['error', 'A page could not be drawn: `pathname`, `fault`.'],
  'too many posts from one address': ['warn', 'A limit.'],
  'too many posts from one address: is ASSENT_TRUSTED_HOPS missing?': ['warn', 'The same, and a proxy stands before.'],
  'a forged report of delivery was refused': ['warn', 'Its signature is not the gateway’s.'],
  'a report of delivery got lost': ['error', 'A text message was delivered, and nothing could be written of it.'],

  // ---- sessions --------------------------------------------------------------------------------------------------
  'press refused': ['info', 'A button: `sessionId`, `step`, `refused` (the code).'],
  'session ended': ['info', '`sessionId`, `outcome`, `reason`.'],
  'a passkey was refused': ['warn', 'By which check: `cause`. `sign-count` may be a copy.'],
  'a new passkey was refused': ['warn', 'By which check: `cause`.'],
  'a user reported by a notice: it was not me': ['warn', 'The account is blocked; `platformId`.'],

  // ---- messages --------------------------------------------------------------------------------------------------
  'a gateway did not take a text message': ['warn', '`gateway`, `outcome`; another may have.'],
  'a text message was not taken': ['error', 'By no gateway: `sessionId`, `failed`.'],
  'a text message was stopped by a limit': ['warn', 'By `limit`.'],
  'text messages are stopped by a limit': ['error', 'Alarm. By `limit`, which only abuse reaches.'],
  'a code could not be handed over': ['error', '`sessionId`, `channel`, `error`.'],
  'a notice could not be handed over': [
    'error',
    '`kind`, `channel`, `attempt`, `failed` or `error`; it is tried again.',
  ],
} as const satisfies Record<string, readonly [levels: Level | readonly Level[], says: string]>

export type LogMessage = keyof typeof logMessages
