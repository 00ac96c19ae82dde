interface Props {
  /** The masked address: enough to tell two accounts apart. */
  readonly name: string
}

/** Tells a password manager whose PIN it keeps. Nobody sees or fills it, and the server does not read it. */
export function AccountName({ name }: Props) {
  return <input type="text" name="username" autoComplete="username" defaultValue={name} hidden readOnly />
}
