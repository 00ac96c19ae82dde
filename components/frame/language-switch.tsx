'use client'

import { useFormStatus } from 'react-dom'
import { type Locale, locales } from '../../lib/i18n/locales.ts'
import type { LanguageAction } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'

export interface LanguageSwitchProps {
  readonly action: LanguageAction
  readonly locale: string
  readonly texts: { readonly label: string; readonly change: string; readonly working: string }
}

/** Each language in its own words, with a capital as in a list. */
export const ownNames: Readonly<Record<Locale, string>> = {
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  nl: 'Nederlands',
  pt: 'Português',
}

/** Changes the language of the page. Choosing alone changes nothing: the button does (WCAG 3.2.2). */
export function LanguageSwitch({ action, locale, texts }: LanguageSwitchProps) {
  return (
    <form action={action} className="language">
      <div className="form-body">
        <label htmlFor="locale">{texts.label}</label>
        <select id="locale" name="locale" defaultValue={locale} key={locale}>
          {locales.map((language) => (
            <option key={language} value={language} lang={language}>
              {ownNames[language]}
            </option>
          ))}
        </select>
        <ActionButton value="set-language" look="quiet">
          {texts.change}
        </ActionButton>
      </div>
      <Working text={texts.working} />
    </form>
  )
}

function Working({ text }: { readonly text: string }) {
  return (
    <p className="visually-hidden" role="status">
      {useFormStatus().pending ? text : ''}
    </p>
  )
}
