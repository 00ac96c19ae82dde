'use client'

import { type FormEvent, type ReactNode, useActionState, useEffect, useId, useRef, useState } from 'react'
import type { FormAction, FormState } from '../../lib/sca/view.ts'
import { FormContext } from './form-context.ts'
import { pageMemory } from './page-memory.ts'
import { PasskeySupport } from './passkey-support.tsx'

/** What a form does before it is sent, such as asking the device for a passkey. It fills fields of the form. */
export type Preparation = (form: HTMLFormElement) => Promise<void>

interface Props {
  readonly action: FormAction
  /** What the form starts with: a refusal that is already known. */
  readonly initial?: FormState | undefined
  readonly workingText: string
  /** Runs before `submit` is sent. */
  readonly prepare?: Preparation | undefined
  /** Under which a button outside of it finds it. */
  readonly id?: string | undefined
  readonly children: ReactNode
}

const fresh: FormState = { refused: null, message: null, values: {}, turn: 0 }

/** A form whose buttons are one Server Action: works as a plain post, and in place where scripts run. */
export function StepForm({ action, initial, workingText, prepare, id, children }: Props) {
  const [state, dispatch, pending] = useActionState(action, initial ?? fresh)
  const [pressed, setPressed] = useState<string | null>(null)
  const [preparing, setPreparing] = useState(false)
  const prepared = useRef(false)
  const problem = useRef<HTMLDivElement>(null)
  const problemId = useId()
  const busy = pending || preparing

  // `turn` changes with every answer, so that the same refusal is announced again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the turn is the trigger
  useEffect(() => problem.current?.focus(), [state.turn])

  function submit(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    // A second press while the first is under way would spend a second try.
    if (busy && !prepared.current) return event.preventDefault()
    setPressed(button?.value ?? null)
    pageMemory().pressed = button?.value ?? null
    if (!prepare || button?.value !== 'submit') return
    if (prepared.current) {
      prepared.current = false
      return
    }
    event.preventDefault()
    setPreparing(true)
    void prepare(form).then(() => {
      prepared.current = true
      setPreparing(false)
      // Later, since a browser ignores a submission that begins while the first one is still being refused.
      setTimeout(() => form.requestSubmit(button))
    })
  }

  return (
    <FormContext
      value={{ state, working: busy ? pressed : null, problemId: state.message === null ? null : problemId }}
    >
      <form action={dispatch} onSubmit={submit} noValidate id={id} aria-busy={busy}>
        {/* React empties a form after its action; a new key lets the kept values come back. */}
        <div key={state.turn} className="form-body">
          {state.message === null ? null : (
            <div id={problemId} ref={problem} className="problem" role="alert" tabIndex={-1}>
              <p>{state.message}</p>
            </div>
          )}
          <PasskeySupport />
          {children}
        </div>
        <p className="visually-hidden" role="status">
          {busy ? workingText : ''}
        </p>
      </form>
    </FormContext>
  )
}
