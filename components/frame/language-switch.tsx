import { useLocale, useTranslations } from 'next-intl'
import { locales } from '../../lib/i18n/locales.ts'
import type { FormAction } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'

interface Props {
  readonly action: FormAction
  readonly hidden?: Readonly<Record<string, string>> | undefined
}

/** Changes the language of the session. Choosing alone changes nothing: the button does (WCAG 3.2.2). */
export function LanguageSwitch({ action, hidden }: Props) {
  const t = useTranslations('frame')
  const locale = useLocale()
  return (
    <StepForm action={action} hidden={hidden} workingText={t('working')} className="language">
      <label htmlFor="locale">{t('language')}</label>
      <select id="locale" name="locale" defaultValue={locale} key={locale}>
        {locales.map((language) => (
          <option key={language} value={language} lang={language}>
            {ownName(language)}
          </option>
        ))}
      </select>
      <ActionButton value="set-language" look="quiet">
        {t('changeLanguage')}
      </ActionButton>
    </StepForm>
  )
}

/** A language in its own words, with a capital as in a list. */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
