import type { Action, StepId } from '../../sca/words.ts'
import { act } from '../act.ts'
import { claim, openByToken } from '../claim.ts'
import { type Opened, openSession } from '../opened.ts'
import type { Acted } from '../settle.ts'
import { stepHandlers } from '../steps/index.ts'
import type { World } from './world.ts'

export const pin = '274916'

/** Somebody at a browser: presses buttons of one session and sees where it leads. */
export function person(world: World, session: { id: string; token: string }, browser = 'browser-1') {
  const opened = async (): Promise<Opened> => {
    const found = await openSession(world.deps, session.id)
    if (!found) throw new Error('no such session')
    return found
  }
  const at = async (): Promise<string> => {
    const { decision } = await opened()
    return 'at' in decision ? decision.at : decision.end
  }
  const press = (step: StepId, action: Action, form: Record<string, string> = {}): Promise<Acted> =>
    act(world.deps, session.id, browser, step, { action, form }, stepHandlers[step])
  const start = async (passkeySupported = false): Promise<Acted> => {
    const linked = await openByToken(world.deps, session.token)
    if (!linked) throw new Error('the link leads nowhere')
    return claim(world.deps, linked, { browser, agent: 'test', passkeySupported }, 'en', null)
  }
  return { opened, at, press, start, browser }
}
export type Person = ReturnType<typeof person>

/** The six digits in the newest message. */
export function newestCode(messages: readonly { readonly text: string }[]): string {
  const code = /\b(\d{3}) ?(\d{3})\b/.exec(messages.at(-1)?.text ?? '')
  if (!code) throw new Error('no code was sent')
  return `${code[1]}${code[2]}`
}

/** First enrolment with PIN and phone, up to the outcome. */
export async function enrol(world: World, who: Person): Promise<void> {
  await who.start()
  await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
  await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
  await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
  await who.press('repeat-pin', 'submit', { pin })
  await who.press('give-phone', 'submit', { phone: '06 12 34 56 78', country: 'FR' })
  await who.press('confirm-phone', 'submit', { code: newestCode(world.sms) })
}

/** Brings a session of an enrolled user to the form with PIN and code, the code being out. */
export async function toIdentity(world: World, who: Person): Promise<string> {
  await who.start()
  await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
  await who.press('confirm-identity', 'send')
  return newestCode(world.sms)
}
