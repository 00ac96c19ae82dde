'use client'

import { useEffect, useRef } from 'react'

/** A hidden field with the browser's word on passkeys: "true" where it has them, empty where no script runs. */
export function PasskeySupport() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current && typeof globalThis.PublicKeyCredential === 'function') field.current.value = 'true'
  }, [])
  return <input ref={field} type="hidden" name="passkeySupported" defaultValue="" />
}
