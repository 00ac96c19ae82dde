import { cache } from 'react'
import { assent } from '../container.ts'
import { openByToken } from '../session/claim.ts'
import { type Opened, openSession } from '../session/opened.ts'

/** The session of an address, read once per request however many parts of the page ask. */
export const openForRequest: (sessionId: string) => Promise<Opened | null> = cache((sessionId: string) =>
  openSession(assent(), sessionId),
)

/** The session of a RedirectUrl's token, read once per request. */
export const openTokenForRequest: (token: string) => Promise<Opened | null> = cache((token: string) =>
  openByToken(assent(), token),
)
