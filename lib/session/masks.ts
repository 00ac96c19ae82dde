import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A hint which address is meant, `a•••e@n•••.com`: never so much that the rest could be guessed. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const local = [...email.slice(0, at)]
  const labels = email.slice(at + 1).split('.')
  const ending = labels.length > 1 ? `.${labels.at(-1)}` : ''
  const last = local.length > 3 ? local.at(-1) : ''
  return `${local[0] ?? ''}•••${last}@${[...(labels[0] ?? '')][0] ?? ''}•••${ending}`
}

/** A hint which number is meant, `+33 • •• •• •• 11`. In: E.164. Out: country code and the last two digits. */
export function maskPhone(number: string): string {
  const written = parsePhoneNumberFromString(number)?.formatInternational() ?? number
  const [country = '', ...rest] = written.split(' ')
  const national = rest.length > 0 ? rest.join(' ') : country.slice(3)
  const shown = rest.length > 0 ? country : country.slice(0, 3)
  let left = national.replace(/\D/g, '').length
  const masked = national.replace(/\d/g, (digit) => (left-- <= 2 ? digit : '•'))
  return `${shown} ${masked}`
}
