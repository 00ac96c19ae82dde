'use server'

import type { FormState } from '../../../lib/sca/view.ts'
import { faultSafe } from '../../../lib/web/fault-safe.ts'
import { noticeAction } from '../../../lib/web/notice-action.ts'

/** "It was not me", and the language of the page. */
export async function report(state: FormState, form: FormData): Promise<FormState> {
  return faultSafe(noticeAction)(state, form)
}
