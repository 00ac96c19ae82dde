import type { StepView } from '../../lib/sca/view.ts'
import { useTexts } from './use-texts.ts'

/**
 * Inside an app, what to do if its window lets no passkey through. It stops nobody. In: the view; where it stands: before the
 * session begins the page can be opened elsewhere as it is, later the link must be. Out: the text, null outside of apps.
 */
export function useInAppNotice({ inApp }: StepView, at: 'welcome' | 'link'): string | null {
  const t = useTexts('frame.inApp')
  return inApp === null ? null : t(at, { app: inApp })
}
