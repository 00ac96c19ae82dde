import { afterEach, beforeEach, describe } from 'vitest'
import { backlogContract } from './contract/backlog.contract.ts'
import { counterContract } from './contract/counter.contract.ts'
import { deliveryContract } from './contract/delivery.contract.ts'
import { effectsContract } from './contract/effects.contract.ts'
import { endContract } from './contract/end.contract.ts'
import { endpointContract } from './contract/endpoint.contract.ts'
import { erasureContract } from './contract/erasure.contract.ts'
import { historyContract } from './contract/history.contract.ts'
import { keepingContract } from './contract/keeping.contract.ts'
import { noticeContract } from './contract/notice.contract.ts'
import { outboxContract } from './contract/outbox.contract.ts'
import { passkeyDomainContract } from './contract/passkey-domain.contract.ts'
import { peopleContract } from './contract/people.contract.ts'
import { purgeContract } from './contract/purge.contract.ts'
import { purgeLeavesContract } from './contract/purge-leaves.contract.ts'
import { redeemContract } from './contract/redeem.contract.ts'
import { revocationContract } from './contract/revocation.contract.ts'
import { sessionContract } from './contract/session.contract.ts'
import { sessionListContract } from './contract/session-list.contract.ts'
import { triesContract } from './contract/tries.contract.ts'
import type { Store } from './store.ts'

/** What every engine must do. In: its name, and how to open an empty store. Closing a store twice must be harmless. */
export function storeContract(name: string, open: () => Store | Promise<Store>): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const current = () => store
    peopleContract(current)
    triesContract(current)
    sessionContract(current)
    effectsContract(current)
    sessionListContract(current)
    endContract(current)
    redeemContract(current)
    keepingContract(current)
    endpointContract(current)
    outboxContract(current)
    deliveryContract(current)
    revocationContract(current)
    erasureContract(current)
    noticeContract(current)
    counterContract(current)
    historyContract(current)
    passkeyDomainContract(current)
    backlogContract(current)
    purgeContract(current)
    purgeLeavesContract(current)
  })
}
