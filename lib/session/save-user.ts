import type { PlatformRow, UserRecord, UserRow } from '../../db/store.ts'
import { lookupHashes } from '../keys/hash.ts'
import { makeDataKey, openVault } from '../keys/vault.ts'
import { sameAddress } from '../methods/email-code/same-address.ts'
import { noFailures } from '../sca/limits.ts'
import { contactsOfInput, type UserProblem } from './contacts-of-input.ts'
import type { Deps } from './deps.ts'
import { newId } from './new-id.ts'
import type { Contacts, UserInput } from './user-input.ts'

/** How often a save that lost a race against another is worked out again. */
const attempts = 20

export type SavedUser =
  | { readonly saved: UserRecord; readonly created: boolean }
  | { readonly refused: UserProblem; readonly at: string }
  | { readonly refused: 'user-changed-meanwhile' }

/**
 * Creates a user or replaces what the platform said of one. A contact counts as changed when the user holds credentials
 * and the value is not the last one the platform gave; every other value voids the user's open sessions. In: platform,
 * the platform's id of the user, the whole user. Out: the record, or why not.
 */
export async function saveUser(
  deps: Deps,
  platform: PlatformRow,
  externalId: string,
  input: UserInput,
): Promise<SavedUser> {
  const contacts = contactsOfInput(input)
  if ('problem' in contacts) return { refused: contacts.problem, at: contacts.at }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const old = await deps.store.findUser(platform.id, externalId)
    const record = old ? replaced(deps, old, input, contacts) : created(deps, platform, externalId, input, contacts)
    const written = await deps.store.saveUser(record.user, old?.user.version ?? null)
    if (written === 'saved') return { saved: record, created: old === null }
  }
  return { refused: 'user-changed-meanwhile' }
}

function created(
  deps: Deps,
  platform: PlatformRow,
  externalId: string,
  input: UserInput,
  contacts: Contacts,
): UserRecord {
  const now = deps.clock.now()
  const id = newId(deps.random, 'usr', now)
  const user: UserRow = {
    ...fromInput(deps, { id, dataKeyWrapped: makeDataKey(deps.config.keys, id) }, input, contacts),
    platformId: platform.id,
    externalId,
    handle: deps.random.bytes(32).toString('base64url'),
    emailChanged: false,
    phoneChanged: false,
    previousEmailSealed: null,
    credentialsVersion: 1,
    version: 1,
    enrolledAt: null,
    lastScaAt: null,
    offerDeclinedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  return { user, credentials: { pin: null, phone: null, passkeys: [] }, series: noFailures }
}

function replaced(deps: Deps, old: UserRecord, input: UserInput, contacts: Contacts): UserRecord {
  const { user } = old
  const changes = contactChanges(deps, old, contacts)
  return {
    ...old,
    user: {
      ...user,
      ...fromInput(deps, user, input, contacts),
      ...changes.flags,
      credentialsVersion: user.credentialsVersion + (changes.any ? 1 : 0),
      version: user.version + 1,
      updatedAt: deps.clock.now(),
    },
  }
}

function fromInput(deps: Deps, keyed: Pick<UserRow, 'id' | 'dataKeyWrapped'>, input: UserInput, contacts: Contacts) {
  const vault = openVault(deps.config.keys, keyed)
  return {
    id: keyed.id,
    dataKeyWrapped: keyed.dataKeyWrapped,
    type: input.type,
    category: input.category,
    locale: input.locale,
    profileSealed: vault.seal('profile', JSON.stringify(input)),
    emailSealed: vault.seal('email', contacts.email),
    phoneSealed: contacts.phone === null ? null : vault.seal('phone', contacts.phone),
  }
}

type ContactFlags = Pick<UserRow, 'emailChanged' | 'phoneChanged' | 'previousEmailSealed'>

/** What is no longer as the platform gave it last, and what the user has to confirm therefore. */
function contactChanges(
  deps: Deps,
  { user, credentials }: UserRecord,
  contacts: Contacts,
): { any: boolean; flags: ContactFlags } {
  const vault = openVault(deps.config.keys, user)
  const lastEmail = vault.open('email', user.emailSealed)
  const lastPhone = user.phoneSealed === null ? null : vault.open('phone', user.phoneSealed)
  const emailDiffers = !sameAddress(contacts.email, lastEmail)
  const phoneDiffers = contacts.phone !== lastPhone
  const any = emailDiffers || phoneDiffers
  const holdsAny = credentials.pin !== null || credentials.phone !== null || credentials.passkeys.length > 0
  if (!holdsAny) return { any, flags: { emailChanged: false, phoneChanged: false, previousEmailSealed: null } }
  const confirmed = user.emailChanged ? user.previousEmailSealed : user.emailSealed
  const emailChanged = confirmed !== null && !sameAddress(contacts.email, vault.open('email', confirmed))
  return {
    any,
    flags: {
      // The address that was confirmed last needs no second confirmation when it comes back.
      emailChanged,
      previousEmailSealed: emailChanged ? confirmed : null,
      phoneChanged: phoneDiffers ? toConfirm(deps, credentials.phone, contacts.phone) : user.phoneChanged,
    },
  }
}

/** A number that the platform took away, or that is the one the user proved already, leaves nothing to confirm. */
function toConfirm(deps: Deps, held: { readonly numberHash: string } | null, given: string | null): boolean {
  return given !== null && !lookupHashes(deps.config.keys, 'phone', given).includes(held?.numberHash ?? '')
}
