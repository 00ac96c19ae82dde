import { afterEach, beforeEach, describe } from 'vitest'
import { backlogContract } from './contract/backlog.contract.ts'
import { careContract } from './contract/care.contract.ts'
import { endContract } from './contract/end.contract.ts'
import { historyContract } from './contract/history.contract.ts'
import { keepingContract } from './contract/keeping.contract.ts'
import { peopleContract } from './contract/people.contract.ts'
import { purgeContract } from './contract/purge.contract.ts'
import { sessionContract } from './contract/session.contract.ts'
import { webhookContract } from './contract/webhook.contract.ts'
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
    sessionContract(current)
    endContract(current)
    keepingContract(current)
    webhookContract(current)
    careContract(current)
    historyContract(current)
    backlogContract(current)
    purgeContract(current)
  })
}
