import { expect, test } from '../fixtures.ts'
import { problemOf } from '../form-page.ts'
import { messagesTo } from '../inbox.ts'
import { goToCode } from '../journey.ts'
import { payment } from '../platform.ts'
import { said, texts } from '../text.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

const wrongPin = '000000'
const wrongCode = '000000'

test('nobody learns whether PIN or code was wrong: same text, status and tries left (RTS-25, RTS-26)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const answers = []
  for (const wrong of [{ pin: wrongPin }, { code: wrongCode }, { pin: wrongPin, code: wrongCode }]) {
    const user = await makeUser({ phone: true })
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
    await visit.open(redirectUrl)
    await visit.goOn('confirm-identity')
    await visit.press('send')
    const before = (await messagesTo(platform, user.phone)).length
    const page = await visit.press('submit', { ...(await visit.answer()), ...wrong })
    const { tries, log } = await platform.evidence(id)
    answers.push({
      status: page.status,
      problem: problemOf(page),
      marked: [
        ...page.html.matchAll(
          /<input[^>]* name="(\w+)"[^>]* aria-invalid="true"|aria-invalid="true"[^>]* name="(\w+)"/g,
        ),
      ].length,
      headers: [...page.headers.keys()].sort(),
      length: page.html.length,
      sent: (await messagesTo(platform, user.phone)).length - before,
      tries: tries.map(({ of, failures }: { of: string; failures: number }) => `${of} ${failures}`),
      last: log.events.at(-1).type,
      session: (await platform.session(id)).step,
    })
  }
  expect(answers[0]).toMatchObject({
    status: 200,
    problem: said('identity-not-accepted', { triesLeft: 4 }),
    sent: 0,
    tries: ['identity 1'],
    session: 'confirm-identity',
  })
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('a corrected PIN goes with the same code, and a full proof clears the series', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  for (const round of ['first', 'second']) {
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    const { redirectUrl } = await platform.mint(user.userId, 'payment', payment)
    await visit.open(redirectUrl)
    await visit.goOn('confirm-identity')
    await visit.press('send')
    const typed = await visit.answer()
    expect(problemOf(await visit.press('submit', { ...typed, pin: wrongPin })), round).toBe(
      said('identity-not-accepted', { triesLeft: 4 }),
    )
    expect((await visit.press('submit', typed)).outcome).toBe('succeeded')
  }
})

test('five failures in a row, across sessions, end the session and block the user (RTS-27)', async ({
  person,
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const first = new Visit(new Visitor(assent.origin), platform, user)
  await first.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await first.goOn('confirm-identity')
  await first.press('send')
  for (const triesLeft of [4, 3]) {
    const page = await first.press('submit', { ...(await first.answer()), pin: wrongPin })
    expect(problemOf(page)).toBe(said('identity-not-accepted', { triesLeft }))
  }
  await first.press('decline')

  person.user = user
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await goToCode(person, redirectUrl)
  for (const triesLeft of [2, 1]) {
    await person.submit({ pin: wrongPin })
    await expect(person.problem).toHaveText(said('identity-not-accepted', { triesLeft }))
    await expect(person.problem).toBeFocused()
    await expect(person.field('pin')).toHaveValue('')
  }
  await person.submit({ code: wrongCode })
  await person.expectScreen('failed')
  await expect(person.main).toContainText(texts.ends['too-many-tries'].title)
  await expect(person.main.locator('time')).toBeVisible()
  expect((await person.wayBack()).searchParams.get('status')).toBe('failed')
  expect(await platform.session(id)).toMatchObject({ status: 'failed', reason: 'too-many-tries' })

  const refused = await platform.call('POST', '/sessions', {
    userId: user.userId,
    purpose: 'payment',
    operation: payment,
  })
  expect(refused).toMatchObject({ status: 409, body: { code: 'user-blocked' } })
  const minutes = (Date.parse(refused.body.retryAt) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(14)
  expect(minutes).toBeLessThan(15)
  expect(await platform.user(user.userId)).toMatchObject({ status: 'blocked', blockedUntil: refused.body.retryAt })
})

test('a missing or misshapen PIN or code costs no try', async ({ assent, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  await visit.press('send')
  for (const typed of [{}, { pin: '', code: '' }, { pin: '12345', code: '123456' }, { pin: '123456', code: 'abc' }]) {
    expect(problemOf(await visit.press('submit', typed))).toBe(said('malformed'))
  }
  expect((await platform.evidence(id)).tries).toEqual([])
})

test('a code is written as it came: with blanks, in other digits (SMS-02, PIN-05)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  await visit.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await visit.goOn('confirm-identity')
  await visit.press('send')
  const { pin = '', code = '' } = await visit.answer()
  const arabic = [...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('')
  const page = await visit.press('submit', { pin: ` ${pin}`, code: `${arabic.slice(0, 3)} ${arabic.slice(3)}` })
  expect(page.outcome).toBe('succeeded')
})
