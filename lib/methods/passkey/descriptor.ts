import type { PublicKeyCredentialDescriptorJSON } from '@simplewebauthn/server'
import type { PasskeyRow } from '../../../db/store.ts'

/** How a passkey is named to the browser. */
export function descriptor({ credentialId, transports }: PasskeyRow): PublicKeyCredentialDescriptorJSON {
  return {
    type: 'public-key',
    id: credentialId,
    transports: transports as NonNullable<PublicKeyCredentialDescriptorJSON['transports']>,
  }
}
