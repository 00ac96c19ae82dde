import type { Refusal } from '../../lib/sca/refusal.ts'
import type { EndView, FrameView, StepView } from '../../lib/sca/view.ts'

/** A named state of a step, for the gallery and for tests. */
export interface StepExample {
  readonly view: StepView
  /** What the form starts with, where something was refused. */
  readonly refused?: Refusal
  readonly values?: Readonly<Record<string, string>>
}

export type StepExamples = Readonly<Record<string, StepExample>>
export type PageExamples<View extends FrameView = FrameView> = Readonly<Record<string, { readonly view: View }>>
export type EndExamples = PageExamples<EndView>
