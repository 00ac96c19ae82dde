'use client'

import { type Locale, locales } from '../../lib/i18n/locales.ts'
import type { FormAction } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'

export interface LanguageSwitchProps {
  readonly action: FormAction
  readonly hidden?: Readonly<Record<string, string>> | undefined
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

/** Changes the language of the session. Choosing alone changes nothing: the button does (WCAG 3.2.2). */
export function LanguageSwitch({ action, hidden, locale, texts }: LanguageSwitchProps) {
  return (
    <StepForm action={action} hidden={hidden} workingText={texts.working} className="language">
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
    </StepForm>
  )
}
