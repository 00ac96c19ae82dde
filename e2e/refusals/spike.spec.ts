import { expect, test } from '../fixtures.ts'
import { type FormPage, problemOf } from '../form-page.ts'
import { said } from '../text.ts'
import { newUser } from '../user.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

/** Some more than may wait for a hash at once: a person presses one at a time. */
const atOnce = 350

test('REL-15 a spike of PINs: who finds the queue full is told when to come again, health stays, and it passes', async ({
  assent,
  platform,
}) => {
  const user = newUser()
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  const { redirectUrl } = await platform.mint(user.userId, 'enrolment')
  const visit = new Visit(new Visitor(assent.origin), platform, user, { phone: true })
  await visit.open(redirectUrl)
  await visit.goOn('choose-pin')
  const typed = await visit.answer()
  const form = visit.page
  const health: number[] = []
  const press = async (index: number): Promise<FormPage> => {
    const visitor = new Visitor(assent.origin)
    for (const [name, value] of visit.visitor.cookies) visitor.cookies.set(name, value)
    // In the middle of it, whoever looks after the server looks.
    if (index % 50 === 0) {
      for (const path of ['/healthz', '/readyz']) health.push((await fetch(`${assent.origin}${path}`)).status)
    }
    return visitor.post(form, 'submit', typed)
  }
  const pages = await Promise.all(Array.from({ length: atOnce }, (_, index) => press(index)))
  expect(new Set(health)).toEqual(new Set([200]))
  const statuses = new Set(pages.map(({ status }) => status))
  const refused = pages.filter(({ status }) => status === 503)
  expect(refused.length).toBeGreaterThan(0)
  expect([...statuses].every((status) => [200, 303, 503].includes(status))).toBe(true)
  for (const page of refused) {
    expect(page.headers.get('retry-after')).toBe('5')
    expect([page.step, problemOf(page)]).toEqual(['choose-pin', said('busy')])
  }
  // It has passed: the same session goes on to its end.
  await visit.open(form.address)
  expect((await visit.goOn()).outcome).toBe('succeeded')
})
