import type { LogMessage } from './log-messages.ts'

/**
 * What a line of the log may say, by name. Whatever stands under another name is not written, so a new one is added here
 * and in `lib/log/allowed.ts` with the shape that it may have: never a secret, a contact, or what a person typed.
 */
export interface LogLine {
  readonly requestId?: string | null | undefined
  readonly method?: string | undefined
  /** The pattern of an address, never the address. */
  readonly route?: string | undefined
  readonly pathname?: string | undefined
  readonly status?: number | string | null | undefined
  readonly ms?: number | undefined
  readonly code?: string | undefined
  readonly platformId?: string | undefined
  readonly keyId?: string | undefined
  readonly sessionId?: string | undefined
  readonly eventId?: string | undefined
  readonly endpointId?: string | undefined
  readonly step?: string | undefined
  readonly refused?: string | undefined
  readonly outcome?: string | undefined
  readonly reason?: string | undefined
  readonly cause?: string | undefined
  readonly channel?: string | undefined
  readonly gateway?: string | undefined
  readonly tookMs?: number | undefined
  readonly failed?: string | undefined
  readonly kind?: string | undefined
  readonly attempt?: number | undefined
  readonly result?: string | undefined
  readonly state?: string | undefined
  readonly written?: string | undefined
  readonly limit?: string | undefined
  readonly alarm?: boolean | undefined
  /** What was found of whether the server may serve, a word each. */
  readonly checks?: string | undefined
  readonly epoch?: number | undefined
  /** A worker that died, and how many there are. */
  readonly pid?: number | undefined
  readonly exitCode?: number | null | undefined
  readonly workers?: number | undefined
  readonly trouble?: string | undefined
  /** Between which times what was written may be lost, ISO 8601. */
  readonly lostFrom?: string | undefined
  readonly lostTo?: string | undefined
  /** Lines of the log that had to be dropped. */
  readonly lost?: number | undefined
  /** How many rows a purge removed, and when the oldest and the newest of them ended, ISO 8601. */
  readonly removed?: number | undefined
  readonly oldest?: string | null | undefined
  readonly newest?: string | null | undefined
  readonly proxied?: boolean | undefined
  readonly origin?: string | undefined
  readonly mode?: string | undefined
  /** A word for what went wrong, or its text. */
  readonly error?: string | undefined
  /** What a package printed. */
  readonly printed?: string | undefined
  /** What was thrown. */
  readonly fault?: unknown
}

/** Lines for whoever runs the server; each message is one of the inventory. */
export interface Log<Message extends string = LogMessage> {
  error(line: LogLine, message: Message): void
  warn(line: LogLine, message: Message): void
  info(line: LogLine, message: Message): void
  debug(line: LogLine, message: Message): void
}
