'use client'

import { type ClipboardEvent, useEffect, useRef, useState } from 'react'
import { TextField } from './text-field.tsx'

interface Props {
  readonly label: string
  readonly hint?: string
  /** Where the code comes by SMS, which the browser may then offer to fill in: what is said once it has. */
  readonly filledText?: string | undefined
}

interface OtpCredential extends Credential {
  readonly code: string
}

/** A six-digit code in one field that looks like six cells. The browser may fill it; nothing is sent by itself. */
export function CodeField({ label, hint, filledText }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [filled, setFilled] = useState(false)
  const bySms = filledText !== undefined

  useEffect(() => {
    if (!bySms || !('OTPCredential' in globalThis)) return
    const stop = new AbortController()
    const abort = () => stop.abort()
    field.current?.form?.addEventListener('submit', abort)
    const request = { otp: { transport: ['sms'] }, signal: stop.signal } as CredentialRequestOptions
    navigator.credentials.get(request).then(
      (credential) => {
        if (!field.current || !credential) return
        field.current.value = (credential as OtpCredential).code
        setFilled(true)
      },
      // Refused, aborted or not possible: the person types the code.
      () => undefined,
    )
    return abort
  }, [bySms])

  // "123 456" copied from a message would not fit the cells; the server takes it either way.
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const digits = event.clipboardData.getData('text').replace(/\D/g, '')
    if (digits.length !== 6) return
    event.preventDefault()
    event.currentTarget.value = digits
  }

  return (
    <>
      <TextField
        ref={field}
        name="code"
        label={label}
        hint={hint}
        forget
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        className="cells"
        dir="ltr"
        onPaste={paste}
      />
      {bySms ? (
        <p className="visually-hidden" role="status">
          {filled ? filledText : ''}
        </p>
      ) : null}
    </>
  )
}
