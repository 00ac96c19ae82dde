'use client'

import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'

/** Its quietest button stands at the end of the page. */
const formId = 'begin'

interface Props extends Omit<TaskProps<'why' | 'time' | 'start' | 'cancel' | 'notMeHint' | 'notMe'>, 'ways'> {
  /** What a first enrolment asks for, in order; null: it is none. */
  readonly coming: readonly string[] | null
  readonly notice: string | null
}

export function WelcomeTask({ step, form, texts, coming, notice }: Props) {
  return (
    <Step step={step}>
      <div className="prose">
        <p>{texts.why}</p>
        {coming && (
          <ol className="coming">
            {coming.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ol>
        )}
        <p className="hint">{texts.time}</p>
      </div>
      {notice === null ? null : <p className="notice">{notice}</p>}
      <StepForm {...form} id={formId}>
        <div className="buttons">
          <ActionButton value="continue">{texts.start}</ActionButton>
          <ActionButton value="decline" look="secondary">
            {texts.cancel}
          </ActionButton>
        </div>
      </StepForm>
      <div className="not-me">
        <p>{texts.notMeHint}</p>
        <ActionButton value="not-me" look="quiet" form={formId}>
          {texts.notMe}
        </ActionButton>
      </div>
    </Step>
  )
}
