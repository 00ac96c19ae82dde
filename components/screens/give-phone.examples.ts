import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

// Those that the default policy serves, with their calling codes.
const served =
  'AT43 AX358 BE32 BG359 BL590 CH41 CY357 CZ420 DE49 DK45 EE372 ES34 FI358 FR33 GB44 GF594 GG44 GI350 GP590 GR30 HR385 HU36 ' +
  'IE353 IM44 IS354 IT39 JE44 LI423 LT370 LU352 LV371 MF590 MQ596 MT356 NL31 NO47 PL48 PT351 RE262 RO40 SE46 SI386 SJ47 SK421 YT262'
const countries = served.split(' ').map((entry) => ({ code: entry.slice(0, 2), callingCode: entry.slice(2) }))
const likely = ['FR', 'BE', 'CH', 'LU']
const phone = { national: '', country: 'FR', likely, countries }
const known = { ...phone, national: '06 11 11 11 11' }
const enrolment = { subject: subjects.enrolment, firstEnrolment: true, progress: { index: 6, of: 7 } }

/** The states of giving a mobile number. */
export const examples: StepExamples = {
  fresh: { view: exampleView('give-phone', ['submit'], { ...enrolment, phone }) },
  'known-number': { view: exampleView('give-phone', ['submit'], { ...enrolment, phone: known }) },
  spare: { view: exampleView('give-phone', ['submit', 'skip'], { ...enrolment, phone }) },
  offered: { view: exampleView('give-phone', ['submit', 'skip'], { offered: true, phone }) },
  replacing: { view: exampleView('give-phone', ['submit', 'back'], { replacing: 'phone', phone }) },
  'no-codes-left': { view: exampleView('give-phone', ['submit', 'back'], { replacing: 'phone', phone, sendsLeft: 0 }) },
  impossible: {
    view: exampleView('give-phone', ['submit'], { ...enrolment, phone }),
    refused: 'phone-impossible',
    values: { phone: '0611', country: 'DE' },
  },
}
