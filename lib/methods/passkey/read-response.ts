import { z } from 'zod'

/** Far above what any authenticator sends, far below what would cost us anything. */
const base64url = z
  .string()
  .min(1)
  .max(65_536)
  .regex(/^[A-Za-z0-9_-]+$/)

const common = { id: base64url, rawId: base64url, type: z.literal('public-key') }

const creation = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.unknown()).optional().catch(undefined),
  }),
})

const use = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().max(128).nullish(),
  }),
})

export type CreationResponse = z.infer<typeof creation>
export type UseResponse = z.infer<typeof use>

/** The browser's answer to a creation. In: anything, JSON text included. Out: the fields we use, or null. */
export function readCreationResponse(response: unknown): CreationResponse | null {
  return read(creation, response)
}

/** The browser's answer to a use. In: anything, JSON text included. Out: the fields we use, or null. */
export function readUseResponse(response: unknown): UseResponse | null {
  return read(use, response)
}

function read<Shape extends z.ZodType>(shape: Shape, response: unknown): z.infer<Shape> | null {
  try {
    const { success, data } = shape.safeParse(typeof response === 'string' ? JSON.parse(response) : response)
    // A `rawId` that differs is an answer about two credentials at once.
    return success && (data as { id: string }).id === (data as { rawId: string }).rawId ? data : null
  } catch {
    return null
  }
}
