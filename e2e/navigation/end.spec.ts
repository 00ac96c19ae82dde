import { expect, test } from '../fixtures.ts'
import { goToCode } from '../journey.ts'
import { Person } from '../person.ts'
import { payment } from '../platform.ts'

test('after the end the browser keeps nothing but a cookie that opens nothing, and that goes by itself (WEB-25)', async ({
  person,
  platform,
  makeUser,
  assent,
}) => {
  const { page } = person
  const context = page.context()
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await goToCode(person, redirectUrl)
  const began = (await context.cookies()).filter(({ name }) => name.includes('assent'))
  expect(began).toHaveLength(1)
  await person.submit()
  await person.expectScreen('succeeded')
  await expect(person.main).toContainText(`The link leads to ${new URL(assent.shop).host}.`)

  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    readable: document.cookie.split('; ').filter((cookie) => cookie.includes('assent')),
    window: name,
  }))
  expect(kept).toEqual({ local: [], session: [], databases: [], caches: [], workers: 0, readable: [], window: '' })

  const ended = (await context.cookies()).filter(({ name }) => name.includes('assent'))
  // Without the network, too: it ends when the session's ten minutes do, and the end made it no longer.
  expect(ended.map(({ name, expires }) => [name, expires])).toEqual(began.map(({ name, expires }) => [name, expires]))
  for (const { expires, httpOnly, sameSite } of ended) {
    expect([httpOnly, sameSite]).toEqual([true, 'Lax'])
    expect(expires).toBeLessThan(Date.now() / 1000 + 600)
  }

  // Who copied it sees how it ended, and can do nothing.
  const copy = new Person(await context.newPage(), platform, person.user, true)
  await copy.open(redirectUrl)
  await copy.expectScreen('succeeded')
  await expect(copy.button('submit')).toHaveCount(0)
  await expect(copy.button('continue')).toHaveCount(0)
})
