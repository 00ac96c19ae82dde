import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { smppGateway } from './smpp/smpp-gateway.ts'
import { smppOptions } from './smpp/smpp-options.ts'
import type { SmsGateway } from './sms-gateway.ts'
import { twilioGateway } from './twilio/twilio-gateway.ts'
import { twilioOptions } from './twilio/twilio-options.ts'

interface Parts {
  /** Our public origin. */
  readonly origin: string
  readonly clock: Clock
  readonly random: Random
  readonly timeoutMs: number
}

/**
 * The gateways of a configuration, the one to be asked first at the front; none for the sandbox's inbox. Nothing is
 * connected yet. Throws an error that names the variable and repeats nothing of its value.
 */
export function smsGateways(
  urls: { readonly smsUrl: string; readonly smsFallbackUrl: string | null },
  parts: Parts,
): SmsGateway[] {
  const named = { SMS_URL: urls.smsUrl, SMS_FALLBACK_URL: urls.smsFallbackUrl ?? 'sandbox:' }
  return Object.entries(named).flatMap(([variable, url]) => {
    if (url === 'sandbox:') return []
    try {
      return [gatewayOf(url, parts)]
    } catch (fault) {
      throw new Error(`${variable}: ${fault instanceof Error ? fault.message : 'is not usable'}`)
    }
  })
}

function gatewayOf(url: string, { origin, timeoutMs, clock, random }: Parts): SmsGateway {
  if (url.startsWith('twilio:')) {
    // Twilio refuses a message whose reports it could not bring.
    return twilioGateway(twilioOptions(url), { origin: origin.startsWith('https://') ? origin : null, timeoutMs })
  }
  return smppGateway(smppOptions(url), { clock, random })
}
