import type { FormAction, FormState, FrameView, LanguageAction, StepView } from '../../lib/sca/view.ts'

/** What every step's screen is given. */
export interface ScreenProps {
  readonly view: StepView
  readonly action: FormAction
  readonly language: LanguageAction
  /** What the form starts with, where a refusal is already known. */
  readonly form?: FormState
}

/** What a page beside the steps is given. Without its action there is no language switch. */
export interface PageProps<View extends FrameView = FrameView> {
  readonly view: View
  readonly language?: LanguageAction
}
