import { describe, expect, it } from 'vitest'
import { type Answer, type AnswerClaim, ClaimLost, type Store } from '../store.ts'
import {
  aMessage,
  anEnd,
  anOpenSession,
  aSession,
  aSuccess,
  aUser,
  aWorld,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
} from './rows.ts'

const day = 24 * 60 * minute
const inFlight = { refused: 'in-flight' }

/** Answers kept for an Idempotency-Key, signing keys, the sandbox's inbox, and the store itself. */
export function keepingContract(store: () => Store): void {
  async function aClaim(): Promise<AnswerClaim> {
    const { platform } = await aWorld(store())
    return { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now }
  }
  function answerTo({ platformId, key }: AnswerClaim, bodySealed = 'sealed'): Answer {
    return { platformId, key, status: 201, bodySealed }
  }

  describe('answers', () => {
    it('API-03 is begun once by fifty', async () => {
      const claim = await aClaim()
      const answers = await parallel(50, () => store().beginAnswer(claim))
      expect(answers.filter((answer) => 'begun' in answer)).toEqual([{ begun: true }])
      expect(answers.filter((answer) => 'refused' in answer)).toEqual(Array.from({ length: 49 }, () => inFlight))
    })

    it('gives the same answer for 24 hours, and then begins anew', async () => {
      const claim = await aClaim()
      await store().beginAnswer(claim)
      await store().finishAnswer(answerTo(claim))
      const stored = { stored: { status: 201, bodySealed: 'sealed' } }
      expect(await store().beginAnswer(claim)).toEqual(stored)
      expect(await store().beginAnswer({ ...claim, now: now + day - 1 })).toEqual(stored)
      expect(await store().beginAnswer({ ...claim, now: now + day, fingerprint: 'other' })).toEqual({ begun: true })
      expect(await store().beginAnswer({ ...claim, now: now + day })).toEqual({ refused: 'other-body' })
    })

    it('refuses another body, answered or not', async () => {
      const claim = await aClaim()
      await store().beginAnswer(claim)
      const other = { ...claim, fingerprint: 'other' }
      expect(await store().beginAnswer(other)).toEqual({ refused: 'other-body' })
      await store().finishAnswer(answerTo(claim))
      expect(await store().beginAnswer(other)).toEqual({ refused: 'other-body' })
    })

    it('lets an unfinished claim be taken over after a minute, by one', async () => {
      const claim = await aClaim()
      await store().beginAnswer(claim)
      expect(await store().beginAnswer({ ...claim, now: now + minute })).toEqual(inFlight)
      const later = { ...claim, now: now + minute + 1 }
      const answers = await parallel(10, () => store().beginAnswer(later))
      expect(answers.filter((answer) => 'begun' in answer)).toHaveLength(1)
      expect(await store().beginAnswer({ ...claim, now: now + 2 * minute + 1 })).toEqual(inFlight)
    })

    it('keeps platforms and keys apart', async () => {
      const claim = await aClaim()
      const { platform } = await aWorld(store())
      await store().beginAnswer(claim)
      expect(await store().beginAnswer({ ...claim, platformId: platform.id })).toEqual({ begun: true })
      expect(await store().beginAnswer({ ...claim, key: fresh('idem') })).toEqual({ begun: true })
    })

    it('gives a claim back, but not an answer', async () => {
      const claim = await aClaim()
      await store().beginAnswer(claim)
      await store().dropAnswer(claim.platformId, claim.key)
      expect(await store().beginAnswer({ ...claim, fingerprint: 'other' })).toEqual({ begun: true })
      await store().finishAnswer(answerTo(claim))
      await store().dropAnswer(claim.platformId, claim.key)
      expect(await store().beginAnswer(claim)).toEqual({ refused: 'other-body' })
    })

    it('lets the first answer stand', async () => {
      const claim = await aClaim()
      await store().beginAnswer(claim)
      await store().finishAnswer(answerTo(claim, 'first'))
      await store().finishAnswer(answerTo(claim, 'second'))
      expect(await store().beginAnswer(claim)).toEqual({ stored: { status: 201, bodySealed: 'first' } })
    })

    it('writes the answer together with the work', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const { session: other } = await anOpenSession(store())
      const redeemable = aSession(user)
      await store().createSession(redeemable)
      await store().finishOnce(aSuccess(redeemable.id))
      const works: ((answer: Answer) => Promise<unknown>)[] = [
        (answer) => store().createSession(aSession(user), answer),
        (answer) => store().saveUser(aUser(platform.id), null, answer),
        (answer) => store().finishOnce(anEnd(session.id), answer),
        (answer) => store().finishOnce(anEnd(other.id), answer),
        (answer) => store().redeemOnce(redeemable.id, now, 'redeemed', answer),
      ]
      for (const work of works) {
        const claim = { ...(await aClaim()), platformId: platform.id }
        await store().beginAnswer(claim)
        await work(answerTo(claim, 'with the work'))
        expect(await store().beginAnswer(claim)).toEqual({ stored: { status: 201, bodySealed: 'with the work' } })
      }
    })

    it.each([
      ['one user', 1],
      ['users who wait for nobody', 20],
    ])('API-03 claims a key and answers it with the work, once of twenty: of %s', async (_, people) => {
      const { platform, user } = await aWorld(store())
      const users = [user, ...Array.from({ length: people - 1 }, () => aUser(platform.id))]
      for (const other of users.slice(1)) await store().saveUser(other, null)
      const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now }
      expect(await store().findAnswer(claim)).toEqual({ free: true })
      const of = (i: number) => users[i % people] ?? user
      const sessions = Array.from({ length: 20 }, (__, i) => aSession(of(i), { operationHash: fresh('hash') }))
      const works = sessions.map(
        (session) => () => store().createSession(session, { ...answerTo(claim, session.id), claim }),
      )
      const done = await Promise.allSettled(works.map((work) => work()))
      const [winner] = sessions.filter((_, i) => done[i]?.status === 'fulfilled')
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const one of done) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(ClaimLost)
      const stored = { stored: { status: 201, bodySealed: winner?.id } }
      expect(await store().findAnswer(claim)).toEqual(stored)
      expect(await store().beginAnswer(claim)).toEqual(stored)
      const written = await Promise.all(sessions.map(({ id }) => store().findSession(id)))
      expect(written.filter((session) => session !== null).map(({ id }) => id)).toEqual([winner?.id])
    })

    it('a claim that comes with the work keeps to the rules of all claims', async () => {
      const { platform, user } = await aWorld(store())
      const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now }
      const work = (given: AnswerClaim) => {
        const session = aSession(user, { operationHash: fresh('hash') })
        return store().createSession(session, { ...answerTo(given, session.id), claim: given })
      }
      await store().beginAnswer(claim)
      expect(await store().findAnswer(claim)).toEqual(inFlight)
      await expect(work(claim)).rejects.toThrow(ClaimLost)
      const later = { ...claim, now: now + minute + 1 }
      expect(await store().findAnswer(later)).toEqual({ free: true })
      await work(later)
      const other = { ...later, fingerprint: 'other' }
      expect(await store().findAnswer(other)).toEqual({ refused: 'other-body' })
      await expect(work(other)).rejects.toThrow(ClaimLost)
      const nextDay = { ...other, now: later.now + day }
      expect(await store().findAnswer(nextDay)).toEqual({ free: true })
      await work(nextDay)
      expect(await store().findAnswer({ ...nextDay, now: nextDay.now + 1 })).toHaveProperty('stored')
    })

    it('writes no answer with a refusal', async () => {
      const { platform, user, session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      await store().redeemOnce(session.id, now, 'redeemed')
      const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now }
      await store().beginAnswer(claim)
      expect(await store().saveUser(user, 1, answerTo(claim))).toBe('conflict')
      expect(await store().finishOnce(anEnd(session.id), answerTo(claim))).toBe('ended-already')
      expect(await store().redeemOnce(session.id, now, 'redeemed', answerTo(claim))).toBe('already')
      const stale = aSession(user, { credentialsVersion: 0 })
      await store().createSession(stale)
      expect(await store().finishOnce(aSuccess(stale.id), answerTo(claim))).toBe('superseded')
      expect(await store().finishOnce(aSuccess(stale.id, {}, { expectedSeq: 9 }), answerTo(claim))).toBe('conflict')
      expect(await store().beginAnswer(claim)).toEqual(inFlight)
    })

    it('does no work for a claim that another took over and answered', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now }
      await store().beginAnswer(claim)
      await store().beginAnswer({ ...claim, now: now + 2 * minute })
      await store().finishAnswer(answerTo(claim))
      const late = aSession(user)
      await expect(store().createSession(late, answerTo(claim))).rejects.toThrow(ClaimLost)
      expect(await store().findSession(late.id)).toBeNull()
      await expect(store().finishOnce(anEnd(session.id), answerTo(claim))).rejects.toThrow(ClaimLost)
      expect((await recordOf(store(), session.id)).session.outcome).toBeNull()
    })

    it('refuses a claim of an unknown platform', async () => {
      await expect(store().beginAnswer({ ...(await aClaim()), platformId: 'unknown' })).rejects.toThrow(/foreign key/i)
    })
  })

  describe('signing keys', () => {
    it('keeps each key once, oldest first', async () => {
      const [second, first] = [2, 1].map((i) => ({ kid: fresh('kid'), jwk: '{"kty":"EC"}', createdAt: now + i }))
      for (const key of [second!, first!, first!]) await store().keepSigningKey(key)
      await store().keepSigningKey({ ...first!, createdAt: now + 9 })
      expect(await store().listSigningKeys()).toEqual([first, second])
    })
  })

  describe('inbox', () => {
    it('lists messages newest first, those of one millisecond in the order they came', async () => {
      const { platform } = await aWorld(store())
      const { platform: other } = await aWorld(store())
      const early = aMessage(platform.id, { createdAt: now - 1, toHash: 'a' })
      const first = aMessage(platform.id, { toHash: 'a', channel: 'email' })
      const second = aMessage(platform.id, { toHash: 'b' })
      const foreign = aMessage(other.id, { toHash: 'a' })
      for (const message of [first, second, early, foreign]) await store().addInboxMessage(message)
      expect(await store().listInbox(platform.id, null, 10)).toEqual([second, first, early])
      expect(await store().listInbox(platform.id, 'a', 10)).toEqual([first, early])
      expect(await store().listInbox(null, 'a', 10)).toEqual([foreign, first, early])
      expect(await store().listInbox(null, null, 10)).toEqual([foreign, second, first, early])
      expect(await store().listInbox(null, null, 2)).toEqual([foreign, second])
      expect(await store().listInbox(platform.id, 'c', 10)).toEqual([])
    })
  })

  describe('life', () => {
    it('answers while it is open, and throws when it is closed', async () => {
      await expect(store().ping()).resolves.toBeUndefined()
      await store().close()
      await expect(store().ping()).rejects.toThrow()
      await expect(store().listPlatforms()).rejects.toThrow()
      await expect(store().dropAnswer('p', 'k')).rejects.toThrow()
    })

    it('writes what was begun before it is closed', async () => {
      const claim = await aClaim()
      const begun = store().beginAnswer(claim)
      await store().close()
      expect(await begun).toEqual({ begun: true })
    })
  })
}
