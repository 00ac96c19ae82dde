/**
 * Whether the six digits stand side by side in a phone number of the user, forwards or backwards; also as it is dialled
 * at home, with a zero in the place of the calling code.
 */
export function isPartOfPhone(pin: string, phoneNumbers: readonly string[]): boolean {
  const backwards = [...pin].reverse().join('')
  return phoneNumbers.some((number) =>
    spellings(number).some((digits) => digits.includes(pin) || digits.includes(backwards)),
  )
}

/** Calling codes have one to three digits; which it is does not matter here. */
function spellings(number: string): string[] {
  const digits = number.replaceAll(/[^0-9]/g, '')
  return [digits, ...[1, 2, 3].map((length) => `0${digits.slice(length)}`)]
}
