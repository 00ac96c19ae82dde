import type { FormAction, FormState, FrameView, StepView } from '../../lib/sca/view.ts'

/** What every step's screen is given. */
export interface ScreenProps {
  readonly view: StepView
  readonly action: FormAction
  /** Fields that every form of the page carries: the link's token on the welcome page. */
  readonly hidden?: Readonly<Record<string, string>>
  /** What the form starts with, where a refusal is already known. */
  readonly form?: FormState
}

/** What a page beside the steps is given. Without an action it has no language switch. */
export interface PageProps<View extends FrameView = FrameView> {
  readonly view: View
  readonly action?: FormAction
  readonly hidden?: Readonly<Record<string, string>>
}
