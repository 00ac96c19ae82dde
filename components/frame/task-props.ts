import type { ComponentProps } from 'react'
import type { StepForm } from '../fields/step-form.tsx'
import type { StepProps } from './step.tsx'
import type { Ways } from './ways.tsx'

/** What the task of a step is drawn from: what is around it, its form, its texts by name, the ways beside it. */
export interface TaskProps<Text extends string> {
  readonly step: StepProps
  readonly form: Pick<ComponentProps<typeof StepForm>, 'action' | 'initial' | 'workingText'>
  readonly texts: Readonly<Record<Text, string>>
  readonly ways: ComponentProps<typeof Ways>['ways']
}
