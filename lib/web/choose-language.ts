'use server'

import { languageAction } from './language-action.ts'

/** The language switch of every page. */
export async function chooseLanguage(form: FormData): Promise<void> {
  await languageAction(form)
}
