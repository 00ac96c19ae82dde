import { describe, expect, it } from 'vitest'
import { chooseLocale, takeOver } from './claim.ts'
import { person } from './testing/person.ts'
import { makeWorld, mint, seed } from './testing/world.ts'

async function claimed() {
  const world = makeWorld()
  await seed(world)
  const who = person(world, await mint(world, 'enrolment'))
  await who.start()
  return { world, who }
}

/** As many as somebody with a link could send in seconds. */
const many = Array.from({ length: 450 }, (_, i) => i)

describe('a log cannot be lengthened without end', () => {
  it('by another language, over and over', async () => {
    const { world, who } = await claimed()
    for (const i of many) await chooseLocale(world.deps, await who.opened(), i % 2 ? 'de' : 'fr')
    expect((await who.opened()).seq).toBe(400)
    const { opened, refused } = await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect(refused).toEqual({ refused: 'ended' })
    expect(opened?.record.session).toMatchObject({ outcome: 'failed', reason: 'too-many-tries' })
  })

  it('by two browsers that take the session from each other', async () => {
    const { world, who } = await claimed()
    for (const i of many) {
      await takeOver(world.deps, await who.opened(), { browser: `b${i % 2}`, agent: 'test', passkeySupported: false })
    }
    const { record, seq } = await who.opened()
    expect(record.session).toMatchObject({ outcome: 'failed', reason: 'too-many-tries' })
    expect(seq).toBe(401)
  })
})
