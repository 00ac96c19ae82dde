import { expect } from '@playwright/test'
import type { Assent } from './assent.ts'
import { enrol } from './enrol.ts'
import type { Person } from './person.ts'
import type { Received } from './platform.ts'
import type { Holds } from './user.ts'

/** Becomes a customer of the example platform. The person then goes by the platform's id of them. */
export async function becomeCustomer(person: Person, { shop }: Assent, locale = 'en'): Promise<void> {
  const { page, user } = person
  await page.goto(shop)
  const form = page.locator('form[action="/customers"]')
  await form.getByLabel('Email address').fill(user.email)
  await form.getByLabel('Phone number').fill(user.phone)
  await form.getByLabel('Language').selectOption(locale)
  await form.getByRole('button').click()
  const userId = (await page.locator('[data-user-id]').textContent()) ?? ''
  person.user = { ...user, userId }
}

/** Becomes a customer who has enrolled, with their passkey on this device if they have one. */
export async function becomeEnrolledCustomer(
  person: Person,
  assent: Assent,
  holds: Holds,
  locale = 'en',
): Promise<void> {
  await becomeCustomer(person, assent, locale)
  await enrol(assent, person.platform, person.user, holds)
  if (person.user.passkey) await person.addAuthenticator()
}

/** Presses a button of the example platform; a contact that it changes may be given. */
export async function ask(person: Person, { shop }: Assent, scenario: string, value?: string): Promise<void> {
  const { page } = person
  if (new URL(page.url()).origin !== shop || new URL(page.url()).pathname !== '/') await page.goto(shop)
  const form = page.locator(`form[action="/start/${scenario}"]`)
  if (value !== undefined) await form.locator('[name=value]').fill(value)
  await form.getByRole('button').click()
}

/** Goes back to the example platform. Out: what it found out. */
export async function comeBack(person: Person): Promise<Received> {
  await person.goBack()
  await expect(person.page.locator('[data-result]')).toBeVisible()
  const [newest] = (await person.platform.received()).filter(({ userId }) => userId === person.user.userId)
  if (!newest) throw new Error('the example platform received nothing')
  return newest
}

/** The methods of a receipt with what they stand for, in order. */
export function elements({ claims }: Pick<Received, 'claims'>): string[] {
  return (claims?.amr ?? []).map(({ method, category }) => `${method}: ${category}`)
}
