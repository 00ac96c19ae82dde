'use server'

import type { FormState } from '../lib/sca/view.ts'
import { faultSafe } from '../lib/web/fault-safe.ts'
import { welcomeAction } from '../lib/web/welcome-action.ts'

/** Continue, decline, takeover and language of the page that a RedirectUrl leads to. */
export async function arrive(state: FormState, form: FormData): Promise<FormState> {
  return faultSafe(welcomeAction)(state, form)
}
