import { expect } from '@playwright/test'
import { outcomes, type Person } from './person.ts'

/**
 * What a person does otherwise than to fill in a screen and send it: the action, by the screen. A list tells it visit by
 * visit; what comes after its end is plain sailing.
 */
export type Plan = Readonly<Record<string, string | readonly string[]>>

const atMost = 20

/**
 * Goes from a link to the form that asks for PIN and code, whose code has been sent. In: somebody who has both and no
 * passkey here.
 */
export async function goToCode(person: Person, redirectUrl: string): Promise<void> {
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('confirm-email')
  await person.submit()
  await person.expectScreen('confirm-identity')
  await person.press('send')
  await expect(person.field('code')).toBeVisible()
}

/**
 * Goes on from the present screen until the session ends. In: the person, the plan, what happens before each press. Out:
 * the screens in order, each with its action where it was not the plain one, and the outcome:
 * `['welcome', 'create-passkey(skip)', 'succeeded']`.
 */
export async function travel(
  person: Person,
  plan: Plan = {},
  before: () => Promise<void> = async () => undefined,
): Promise<string[]> {
  const seen: string[] = []
  const visits = new Map<string, number>()
  while (seen.length < atMost) {
    const step = await person.screen()
    if (outcomes.has(step)) return [...seen, step]
    await before()
    const visit = visits.get(step) ?? 0
    visits.set(step, visit + 1)
    const planned = plan[step]
    const action = typeof planned === 'string' ? planned : planned?.[visit]
    seen.push(action ? `${step}(${action})` : step)
    await leave(person, step, action ?? plainAction(step))
  }
  throw new Error(`no end: ${seen.join(' ')}`)
}

function plainAction(step: string): string {
  return step === 'welcome' ? 'continue' : 'submit'
}

/** Does what is to be done here and waits until the screen has changed. */
async function leave(person: Person, step: string, action: string): Promise<void> {
  if (step === 'confirm-identity' && action === 'submit' && !(await person.field('code').isVisible())) {
    await person.press('send')
    await expect(person.field('code')).toBeVisible()
  }
  if (action === 'submit') await person.submit()
  else await person.press(action)
  // Beginning a replacement beside a passkey, and undoing it, leads to the same screen with other buttons.
  if (step === 'use-passkey' && action.startsWith('replace-')) return expect(person.button('back')).toBeVisible()
  if (step === 'use-passkey' && action === 'back') return expect(person.button('back')).toBeHidden()
  await expect(person.page.locator(`main[data-step=${step}]`)).toHaveCount(0)
}
