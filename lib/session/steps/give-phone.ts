import { lookupHash } from '../../keys/hash.ts'
import { phoneTail } from '../../methods/sms-code/phone-tail.ts'
import { readPhone } from '../../methods/sms-code/read-phone.ts'
import { isRefused } from '../../sca/refusal.ts'
import { profilePhoneOf } from '../contacts.ts'
import type { StepHandlers } from '../step-result.ts'
import { undoReplacement, unstage } from './replace.ts'

/** The user gives the number that codes go to. It is never told to the platform. */
export const givePhone: StepHandlers = {
  submit: (deps, opened, { form }) => {
    const phone = readPhone(form.phone ?? '', form.country ?? '')
    if (isRefused(phone)) return { refused: phone }
    const served = opened.policy.phoneCountries.includes(phone.country)
    if (!served) return { refused: { refused: 'phone-country-not-served' } }
    const row = {
      numberSealed: opened.vault.seal('factor-phone', phone.e164),
      numberHash: lookupHash(deps.config.keys, 'phone', phone.e164),
      createdAt: opened.now,
    }
    const fromPlatform = phone.e164 === profilePhoneOf(opened)
    return {
      events: [{ type: 'phone-staged', tail: phoneTail(phone.e164), fromPlatform }],
      effects: [
        { do: 'stage', staged: { method: 'phone', phone: row } },
        { do: 'void-challenge', kind: 'sms-code' },
      ],
    }
  },
  skip: () => ({ events: [{ type: 'phone-skipped' }] }),
  back: (deps, opened) => (opened.facts.replacing === 'phone' ? undoReplacement(deps, opened) : unstage('pin')),
}
