import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'
import { systemRandom } from '../ports/random.ts'

/**
 * Encrypts a text with AES-256-GCM. In: key (32 bytes), its id, what the ciphertext belongs to (it opens nowhere else),
 * the text. Out: `v1.<key id>.<iv>.<ciphertext and tag>`.
 */
export function seal(key: Buffer, keyId: string, belongsTo: string, text: string): string {
  const iv = systemRandom.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), iv).setAAD(Buffer.from(`${keyId}\n${belongsTo}`))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return ['v1', keyId, iv.toString('base64url'), body.toString('base64url')].join('.')
}

/** The id of the key that closed it. */
export function sealedBy(sealed: string): string {
  return sealed.split('.')[1] ?? ''
}

/**
 * Opens what `seal` closed. Throws when the key, the place or a byte is another: that is a fault or a forgery, never
 * bad input.
 */
export function unseal(key: Buffer, belongsTo: string, sealed: string): string {
  const [version, keyId, iv, body] = sealed.split('.')
  if (version !== 'v1' || keyId === undefined || !iv || !body) throw new Error('not a sealed text')
  const bytes = Buffer.from(body, 'base64url')
  // A key object: of a Buffer Node finds out by a thrown error that it is none, which costs more than to decrypt.
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), Buffer.from(iv, 'base64url'), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(`${keyId}\n${belongsTo}`))
    .setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}
