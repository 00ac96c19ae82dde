import { Webhook } from 'standardwebhooks'

/**
 * Headers of one attempt. In: the event's id, which stays the same over all attempts; when this attempt is made, epoch
 * milliseconds; the body; the secrets that sign. Out: `webhook-id`, `webhook-timestamp`, and one `v1` signature per secret.
 * Standard Webhooks 1.0.0.
 */
export function signatureHeaders(id: string, at: number, body: string, secrets: readonly string[]) {
  const time = new Date(at)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, time, body)).join(' '),
  }
}
