import { useTexts } from './use-texts.ts'

/** The texts of a session's ten minutes, and of none. Every step has them all. */
export function useMinuteTexts(): readonly string[] {
  const t = useTexts('frame')
  return Array.from({ length: 11 }, (_, minutes) => t('minutesLeft', { minutes }))
}
