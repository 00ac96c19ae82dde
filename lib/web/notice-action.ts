import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { assent } from '../container.ts'
import type { FormState } from '../sca/view.ts'
import { reportNotMe } from '../session/notice-link.ts'
import { formFields } from './form-press.ts'
import { pageLocale } from './page-locale.ts'
import { refusedForm } from './refused-form.ts'
import { requestAddress } from './request-address.ts'
import { sentByOurPage } from './same-origin.ts'

/** The action of the page that the link in a notice leads to. The page itself says afterwards how it went. */
export async function noticeAction(state: FormState, form: FormData): Promise<FormState> {
  const deps = assent()
  const fields = formFields(form)
  const say = async (refused: 'foreign-origin' | 'malformed') =>
    refusedForm({ refused }, await pageLocale(), fields, state.turn, deps.clock.now())
  if (!(await sentByOurPage())) return say('foreign-origin')
  if (fields.action !== 'not-me') return say('malformed')
  const { pathname, search } = await requestAddress()
  await reportNotMe(deps, pathname.split('/')[2] ?? '')
  revalidatePath('/', 'layout')
  redirect(`${pathname}${search}`)
}
