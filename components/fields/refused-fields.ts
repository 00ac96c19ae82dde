import type { Refusal } from '../../lib/sca/refusal.ts'

export type FieldName = 'email' | 'code' | 'pin' | 'pinConfirmation' | 'phone' | 'country'

const pin: readonly FieldName[] = ['pin']
const code: readonly FieldName[] = ['code']
const phone: readonly FieldName[] = ['phone']

const fields: Partial<Record<Refusal, readonly FieldName[]>> = {
  'email-not-accepted': ['email'],
  'code-not-accepted': code,
  'code-absent': code,
  'code-expired': code,
  'code-superseded': code,
  // Always both: a mark on one of them would tell which element was wrong (RTS 4(3)(a)).
  'identity-not-accepted': ['pin', 'code'],
  'pin-not-six-digits': pin,
  'pin-repeats': pin,
  'pin-run': pin,
  'pin-date': pin,
  'pin-keypad': pin,
  'pin-phone': pin,
  'pin-common': pin,
  'pin-not-repeated': pin,
  'pins-differ': ['pin', 'pinConfirmation'],
  'phone-missing': phone,
  'phone-impossible': ['country', 'phone'],
  'phone-not-mobile': phone,
  'phone-country-not-served': ['country', 'phone'],
}

/** The fields to which a refusal belongs. In: the refusal or null. Out: their names, none where it is about the whole form. */
export function refusedFields(refusal: Refusal | null): readonly FieldName[] {
  return refusal === null ? [] : (fields[refusal] ?? [])
}
