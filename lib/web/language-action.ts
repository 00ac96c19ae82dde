import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { foldLocale } from '../i18n/locales.ts'
import type { FormState } from '../sca/view.ts'
import { formFields } from './form-press.ts'
import { requestAddress } from './request-address.ts'

/** The same page in another language, where there is no open session to keep it: it stands in the address. */
export async function languageAction(state: FormState, form: FormData): Promise<FormState> {
  const fields = formFields(form)
  const locale = foldLocale(fields.locale)
  if (fields.action !== 'set-language' || !locale) return state
  redirectInto(await requestAddress(), locale)
}

/** Goes to an address with its language set. The layout, which says the language of the document, is made anew. */
export function redirectInto(address: URL, locale: string): never {
  address.searchParams.set('lang', locale)
  revalidatePath('/', 'layout')
  // Two slashes would begin the name of another host.
  redirect(`${address.pathname.replace(/^\/+/, '/')}${address.search}`)
}
