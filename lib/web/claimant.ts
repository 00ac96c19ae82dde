import { headers } from 'next/headers'
import type { Claimant } from '../session/claim.ts'
import { newBinding } from './browser-cookie.ts'
import { coarseAgent } from './coarse-agent.ts'

/** The browser of the present request with a fresh binding. In: the form's fields. Out: who asks, and its cookie's content. */
export async function claimantOf(
  fields: Readonly<Record<string, string>>,
): Promise<{ claimant: Claimant; browser: string }> {
  const { browser, hash } = newBinding()
  const agent = coarseAgent((await headers()).get('user-agent'))
  return { claimant: { browser: hash, agent, passkeySupported: fields.passkeySupported === 'true' }, browser }
}
