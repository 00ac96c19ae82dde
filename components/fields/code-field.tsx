'use client'

import { type ClipboardEvent, useEffect, useRef } from 'react'
import { TextField } from './text-field.tsx'

interface Props {
  readonly label: string
  readonly hint?: string
  /** Whether the code comes by SMS, which the browser may then offer to fill in. */
  readonly bySms: boolean
}

interface OtpCredential extends Credential {
  readonly code: string
}

/** A six-digit code in one field that looks like six cells. The browser may fill it; nothing is sent by itself. */
export function CodeField({ label, hint, bySms }: Props) {
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!bySms || !('OTPCredential' in globalThis)) return
    const stop = new AbortController()
    const abort = () => stop.abort()
    field.current?.form?.addEventListener('submit', abort)
    const request = { otp: { transport: ['sms'] }, signal: stop.signal } as CredentialRequestOptions
    navigator.credentials.get(request).then(
      (credential) => {
        if (field.current && credential) field.current.value = (credential as OtpCredential).code
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
  )
}
