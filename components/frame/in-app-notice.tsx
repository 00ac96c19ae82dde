import type { StepView } from '../../lib/sca/view.ts'
import { useTexts } from './use-texts.ts'

interface Props {
  readonly view: StepView
  /** Before the session begins the page can be opened elsewhere as it stands; later the link must be. */
  readonly at: 'welcome' | 'link'
}

/** Inside an app, what to do if its window lets no passkey through. It stops nobody. */
export function InAppNotice({ view, at }: Props) {
  const t = useTexts('frame.inApp')
  return view.inApp === null ? null : <p className="notice">{t(at, { app: view.inApp })}</p>
}
