'use server'

import type { FormState } from '../../lib/sca/view.ts'
import { faultSafe } from '../../lib/web/fault-safe.ts'
import { takeBackAction } from '../../lib/web/take-back-action.ts'

/** Takes the session back from the browser that continued it. */
export async function takeBack(state: FormState, form: FormData): Promise<FormState> {
  return faultSafe(takeBackAction)(state, form)
}
