import { expect, test } from '../fixtures.ts'
import { formsOf } from '../form-page.ts'
import { payment } from '../platform.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

const language = /<html lang="(\w+)"/

test('the language of a session is chosen by the browser that holds it (A11Y-08)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const { address } = await visit.open(redirectUrl)
  const german = await visit.press('set-language', { locale: 'de' })
  expect(language.exec(german.html)?.[1]).toBe('de')
  expect(new URL(german.address).searchParams.get('token')).toBe(new URL(address).searchParams.get('token'))

  await visit.press()
  const held = await visit.press('set-language', { locale: 'fr' })
  expect([held.step, held.address.includes('lang')]).toEqual(['confirm-email', false])
  expect(language.exec(held.html)?.[1]).toBe('fr')

  const stranger = new Visitor(assent.origin)
  const away = await stranger.press(held, 'set-language', { locale: 'es' })
  expect(away.step).not.toBe('confirm-email')
  const unknown = await visit.press('set-language', { locale: 'xx' })
  expect(language.exec(unknown.html)?.[1]).toBe('fr')

  // Nobody is kept from the task by it: what was typed and tried is as it was.
  expect(formsOf(unknown).flatMap(({ actions }) => actions)).toContain('submit')
  await visit.goOn()
  expect(visit.page.outcome).toBe('succeeded')
})
