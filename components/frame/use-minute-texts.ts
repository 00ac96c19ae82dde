import { useLocale } from 'next-intl'
import { useTexts } from './use-texts.ts'

const kept = new Map<string, readonly string[]>()

/**
 * The texts of a session's ten minutes, and of none. Made once for each language: each asks for its plural, which costs
 * more than any other text, and every step has them all.
 */
export function useMinuteTexts(): readonly string[] {
  const t = useTexts('frame')
  const locale = useLocale()
  const made = kept.get(locale) ?? Array.from({ length: 11 }, (_, minutes) => t('minutesLeft', { minutes }))
  kept.set(locale, made)
  return made
}
