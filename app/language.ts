'use server'

import type { FormState } from '../lib/sca/view.ts'
import { faultSafe } from '../lib/web/fault-safe.ts'
import { languageAction } from '../lib/web/language-action.ts'

/** The language switch of pages without an open session. */
export async function chooseLanguage(state: FormState, form: FormData): Promise<FormState> {
  return faultSafe(languageAction)(state, form)
}
