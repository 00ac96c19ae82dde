/** Two letters, two digits and as much as the shortest IBAN has (Norway, 15): nobody's local number looks so. */
const likeAnIban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,}$/
const localNumber = /^[A-Za-z0-9*][A-Za-z0-9 ./*_-]{0,63}$/

/** A bank account as it is shown and bound, or why it cannot be. */
export type ReadAccount = { readonly account: string } | { readonly problem: 'iban-invalid' | 'account-invalid' }

/**
 * Reads an account number. In: text as sent. Out: an IBAN in upper case without blanks whose check digits hold
 * (ISO 13616, ISO 7064 mod 97-10), or a local number with blanks folded.
 */
export function readAccount(text: string): ReadAccount {
  const compact = text.replace(/\s+/gu, '').toUpperCase()
  if (likeAnIban.test(compact)) {
    return compact.length <= 34 && mod97(compact) === 1 ? { account: compact } : { problem: 'iban-invalid' }
  }
  const local = text.replace(/\s+/gu, ' ').trim()
  return localNumber.test(local) ? { account: local } : { problem: 'account-invalid' }
}

function mod97(iban: string): number {
  const moved = iban.slice(4) + iban.slice(0, 4)
  let rest = 0
  for (const character of moved) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97
  }
  return rest
}
