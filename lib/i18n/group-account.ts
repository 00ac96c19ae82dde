const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/

/** Writes an IBAN in groups of four; any other account number stays as it is. */
export function groupAccount(account: string): string {
  return iban.test(account) ? account.replace(/(.{4})(?=.)/g, '$1 ') : account
}
