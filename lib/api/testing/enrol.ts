import type { StagedRow } from '../../../db/store.ts'
import { lookupHash } from '../../keys/hash.ts'
import { openVault } from '../../keys/vault.ts'
import type { TestApi } from './test-api.ts'

/** Gives a user credentials the way a finished session does. In: which ones, and the phone number. */
export async function enrol(
  api: TestApi,
  userId: string,
  methods = ['pin', 'phone'],
  number = '+33611111111',
): Promise<void> {
  const { deps, store } = api
  const found = await store.findUser(api.platform.id, userId)
  if (!found) throw new Error(`no user ${userId}`)
  const minted = await api.send('POST', '/api/v1/sessions', { userId, purpose: 'access', operation: { scope: 'test' } })
  const createdAt = deps.clock.now()
  const rows: StagedRow[] = [
    { method: 'pin', pin: { hash: 'h', pepperKeyId: 'p', createdAt } },
    {
      method: 'phone',
      phone: {
        numberSealed: openVault(deps.config.keys, found.user).seal('factor-phone', number),
        numberHash: lookupHash(deps.config.keys, 'phone', number),
        createdAt,
      },
    },
    {
      method: 'passkey',
      passkey: {
        credentialId: `credential-${found.user.id}`,
        publicKey: 'key',
        signCount: 0,
        transports: [],
        userVerified: true,
        backupEligible: true,
        backedUp: false,
        aaguid: '0',
        createdAt,
        lastUsedAt: null,
      },
    },
  ]
  const effects = rows
    .filter(({ method }) => methods.includes(method))
    .map((staged) => ({ do: 'stage', staged }) as const)
  const { id } = minted.body
  await store.record(id, 1, [], effects)
  const commit = { jti: `jti-${id}`, claims: {}, declinedOffer: false }
  const end = {
    sessionId: id,
    expectedSeq: null,
    outcome: 'succeeded',
    reason: 'proven',
    at: createdAt,
    commit,
    tell: () => [],
  } as const
  if ((await store.finishOnce(end)) !== 'finished') throw new Error('not enrolled')
}
