import { createHash } from 'node:crypto'
import type { Random } from '../../ports/random.ts'

/**
 * A WebAuthn challenge that is bound to what the user sees: SHA-256 over 32 random bytes, the session's id and the hash
 * of the operation. An answer made for another session or amount does not fit it (DL-03). Out: base64url, 43 characters.
 */
export function drawChallenge(random: Random, sessionId: string, operationHash: string): string {
  return createHash('sha256')
    .update(random.bytes(32))
    .update(sessionId, 'utf8')
    .update(operationHash, 'utf8')
    .digest('base64url')
}
