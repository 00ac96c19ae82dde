'use client'

import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { ReactNode } from 'react'
import type { FormAction, FormState } from '../../lib/sca/view.ts'
import { passkeyError } from './passkey-error.ts'
import { StepForm } from './step-form.tsx'

interface Props {
  readonly action: FormAction
  readonly initial?: FormState | undefined
  readonly workingText: string
  readonly ceremony: 'create' | 'use'
  /** WebAuthn options as JSON, from the server. */
  readonly options: Readonly<Record<string, unknown>> | null
  readonly children: ReactNode
}

/** A form that asks the device for a passkey before it is sent. The server hears of every end, a cancelled dialog too. */
export function PasskeyForm({ ceremony, options, children, ...form }: Props) {
  async function prepare(element: HTMLFormElement) {
    const fill = (name: 'response' | 'error', value: string) => {
      const field = element.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = value
    }
    try {
      const json: unknown = options
      const response =
        ceremony === 'create'
          ? await startRegistration({ optionsJSON: json as PublicKeyCredentialCreationOptionsJSON })
          : await startAuthentication({ optionsJSON: json as PublicKeyCredentialRequestOptionsJSON })
      fill('response', JSON.stringify(response))
      fill('error', '')
    } catch (thrown) {
      fill('response', '')
      fill('error', passkeyError(thrown, ceremony))
    }
  }

  return (
    <StepForm {...form} prepare={prepare}>
      <input type="hidden" name="response" defaultValue="" />
      {/* What a press before the script is there says. */}
      <input type="hidden" name="error" defaultValue="failed" />
      {children}
    </StepForm>
  )
}
