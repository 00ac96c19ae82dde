import type { ContactView } from '../sca/view.ts'
import type { Deps } from './deps.ts'
import { frameView } from './frame-view.ts'

/** Pages beside the journeys, which belong to no session: the operator's contact, as far as the configuration names one. */
export function contactView(deps: Pick<Deps, 'config'>, locale: string): ContactView {
  const { supportEmail, supportUrl } = deps.config
  return { ...frameView(deps, locale, null, null), contact: { email: supportEmail, href: supportUrl } }
}
