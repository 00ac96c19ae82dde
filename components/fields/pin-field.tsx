import { TextField } from './text-field.tsx'

interface Props {
  readonly name: 'pin' | 'pinConfirmation'
  readonly label: string
  readonly hint?: string
  /** Whether the PIN is being chosen, or one that exists is asked for. */
  readonly use: 'new' | 'current'
}

/** A six-digit PIN in one field, never shown. No maxlength, so that pasting and password managers work. */
export function PinField({ name, label, hint, use }: Props) {
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      forget
      type="password"
      inputMode="numeric"
      autoComplete={`${use}-password`}
      className="cells"
      dir="ltr"
    />
  )
}
