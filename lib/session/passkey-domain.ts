import type { Deps } from './deps.ts'
import { relyingParty } from './relying-party.ts'

/** A start under another name than the one to which the passkeys of the database belong. */
export class OtherPasskeyDomain extends Error {
  constructor(pinned: string, ours: string) {
    super(
      `ASSENT_URL: the passkeys of this database belong to ${pinned}, and this is ${ours}, where none of them would work.\n` +
        `Either set ASSENT_URL to https://${pinned} again, or give all passkeys up for the new name, for good:\n` +
        `  npm run assent -- passkeys move --from ${pinned}`,
    )
  }
}

/**
 * Pins the domain that the passkeys of a database belong to (the RP ID) at the first start, and refuses every later one
 * under another: it would ask for passkeys that no browser has, and make new ones that are lost when the name is put right.
 * WA-18. Throws OtherPasskeyDomain.
 */
export async function keepPasskeyDomain(deps: Pick<Deps, 'store' | 'config' | 'clock'>): Promise<void> {
  const { id } = relyingParty(deps)
  const pinned = await deps.store.pinPasskeyDomain(id, deps.clock.now())
  if (pinned !== id) throw new OtherPasskeyDomain(pinned, id)
}
