import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { noFailures, type Series, spendTry } from '../../lib/sca/limits.ts'
import type { Store, UserRow } from '../store.ts'
import { aNotice, anAct, aUse, hour } from './care-rows.ts'
import {
  aChallenge,
  aMessage,
  anEnd,
  anOpenSession,
  aPasskey,
  aPhone,
  aPin,
  aSession,
  aSuccess,
  aUser,
  aWorld,
  claimed,
  countOf,
  enrol,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
  seriesOf,
  userOf,
} from './rows.ts'

const blockedForGood = (series: Series): Series => ({ ...series, permanent: true })

/** What protects a user outside of a session. */
export function careContract(store: () => Store): void {
  async function anEnrolled(): Promise<{ user: UserRow; passkeys: string[] }> {
    const { user } = await aWorld(store())
    const passkeys = [aPasskey(), aPasskey()]
    const first = await enrol(store(), user, [
      { method: 'pin', pin: aPin() },
      { method: 'phone', phone: aPhone() },
      { method: 'passkey', passkey: passkeys[0] ?? aPasskey() },
    ])
    const both = await enrol(store(), first, [{ method: 'passkey', passkey: passkeys[1] ?? aPasskey() }])
    return { user: both, passkeys: passkeys.map(({ credentialId }) => credentialId) }
  }

  describe('revocation', () => {
    it('CRED-08 takes one passkey and leaves the rest', async () => {
      const { user, passkeys } = await anEnrolled()
      const gone = passkeys[0] ?? ''
      expect(await store().revokeCredentials(user.id, { passkey: gone }, anAct(user.id))).toEqual(['passkey'])
      const after = await userOf(store(), user)
      expect(after.credentials.passkeys.map(({ credentialId }) => credentialId)).toEqual(passkeys.slice(1))
      expect(after.credentials.pin).not.toBeNull()
      expect(after.user.credentialsVersion).toBe(user.credentialsVersion + 1)
      expect(await store().passkeyExists(gone)).toBe(false)
    })

    it('CRED-08 takes all of some methods at once', async () => {
      const { user } = await anEnrolled()
      const methods = ['pin', 'phone', 'passkey'] as const
      const lost = await store().revokeCredentials(user.id, { methods }, anAct(user.id))
      expect(lost).toEqual(['pin', 'phone', 'passkey', 'passkey'])
      expect((await userOf(store(), user)).credentials).toEqual({ pin: null, phone: null, passkeys: [] })
    })

    it('CRED-08 voids sessions that began before, also where nothing was held', async () => {
      const { user, session } = await anOpenSession(store())
      expect(await store().revokeCredentials(user.id, { methods: ['pin'] }, anAct(user.id))).toEqual([])
      expect(await store().finishOnce(aSuccess(session.id))).toBe('superseded')
    })

    it('knows no passkey of another user, and then changes nothing', async () => {
      const { user } = await anEnrolled()
      const { passkeys } = await anEnrolled()
      const which = { passkey: passkeys[0] ?? '' }
      expect(await store().revokeCredentials(user.id, which, anAct(user.id))).toEqual([])
      expect((await userOf(store(), user)).user).toEqual(user)
      expect(await store().listActs(user.id)).toEqual([])
    })

    it('CRED-07 of a success and a revocation at once, the credential is never left behind by both', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { user, session } = await anOpenSession(store())
        await store().record(session.id, 1, [], [{ do: 'stage', staged: { method: 'pin', pin: aPin() } }])
        const [ended] = await Promise.all(
          round % 2 === 0
            ? [store().finishOnce(aSuccess(session.id)), revoke(user)]
            : [revoke(user).then(() => store().finishOnce(aSuccess(session.id))), Promise.resolve()],
        )
        expect((await userOf(store(), user)).credentials.pin).toBeNull()
        expect(ended).toBe(round % 2 === 0 ? 'finished' : 'superseded')
      }
    })
    const revoke = (user: UserRow) => store().revokeCredentials(user.id, { methods: ['pin'] }, anAct(user.id))

    it('keeps who did it, in order', async () => {
      const { user } = await aWorld(store())
      const acts = [anAct(user.id), anAct(user.id, { did: 'blocked', what: null }), anAct(user.id, { at: now - 1 })]
      await revoke(user)
      await store().changeSeries(user.id, blockedForGood, undefined, acts[1])
      await store().addAct(acts[2] ?? anAct(user.id))
      expect(await store().listActs(user.id)).toEqual([acts[2], acts[0], acts[1]])
    })

    it('lists the open sessions of a user alone', async () => {
      const { user, session } = await anOpenSession(store())
      await anOpenSession(store())
      const later = aSession(user, { createdAt: now + 1 })
      await store().createSession(later)
      expect(await store().listOpenSessions(user.id)).toEqual([session.id, later.id])
      await store().finishOnce(anEnd(session.id))
      expect(await store().listOpenSessions(user.id)).toEqual([later.id])
    })
  })

  describe('erasure', () => {
    const pseudonym = 'erased:usr_7'
    const erase = (user: UserRow) =>
      store().eraseUser({ userId: user.id, pseudonym, at: now + minute, act: anAct(user.id, { did: 'erased' }) })

    it('PII-04 leaves sessions and logs under a pseudonym, and nothing else', async () => {
      const { user } = await anEnrolled()
      await store().addInboxMessage(aMessage(user.platformId, { userId: user.id, toHash: 'mine' }))
      await store().addAct(anAct(user.id))
      expect(await erase(user)).toBe('erased')
      expect(await store().findUser(user.platformId, user.externalId)).toBeNull()
      expect(await store().findUser(user.platformId, pseudonym)).toBeNull()
      const query = { platformId: user.platformId, limit: 10, now }
      const { sessions } = await store().listSessions({ ...query, externalUserId: pseudonym })
      expect(sessions).toHaveLength(2)
      for (const { id } of sessions) {
        const { session, events, user: row, credentials } = await recordOf(store(), id)
        expect(session).toMatchObject({ externalUserId: pseudonym, state: null, returnUrl: null })
        const claims = JSON.parse(session.claims ?? '{}')
        expect(claims).toMatchObject({ sub: pseudonym, state: null, amr: [] })
        expect(verifyChain(id, events, claims.evidenceHash)).toBeNull()
        expect(row).toMatchObject({ dataKeyWrapped: '', profileSealed: '', emailSealed: '', phoneSealed: null })
        expect(credentials).toEqual({ pin: null, phone: null, passkeys: [] })
      }
      expect((await store().listSessions({ ...query, externalUserId: user.externalId })).sessions).toEqual([])
      expect(await store().listInbox(null, 'mine', 10)).toEqual([])
      const acts = await store().listActs(user.id)
      expect(acts.map(({ did, reasonSealed }) => [did, reasonSealed])).toEqual([
        ['reset', null],
        ['erased', null],
      ])
    })

    it('PII-04 ends a live session', async () => {
      const { user, session } = await anOpenSession(store())
      await store().record(session.id, 1, [claimed], [{ do: 'put-challenge', challenge: aChallenge() }])
      await erase(user)
      const { session: after, challenges } = await recordOf(store(), session.id)
      expect(after).toMatchObject({ outcome: 'cancelled', reason: 'cancelled-by-platform' })
      expect(challenges).toEqual([])
      expect(await store().record(session.id, 2, [claimed])).toBe('conflict')
    })

    it('PII-04 the id is free again, for another user', async () => {
      const { user } = await aWorld(store())
      await erase(user)
      const again = aUser(user.platformId, { externalId: user.externalId })
      expect(await store().saveUser(again, null)).toBe('saved')
      expect((await userOf(store(), again)).user.id).toBe(again.id)
    })

    it('erases once, and a write that was on its way finds nobody', async () => {
      const { user } = await aWorld(store())
      const answers = await parallel(5, () => erase(user))
      expect(countOf(answers, 'erased')).toBe(1)
      expect(await store().saveUser({ ...user, locale: 'de' }, user.version)).toBe('conflict')
      expect(await store().createSession(aSession(user))).toBe('user-gone')
    })

    it('PII-04 takes the stored answers of this user along, and of no other', async () => {
      const one = await anOpenSession(store())
      const other = await anOpenSession(store())
      const claims = await Promise.all(
        [one, other].map(async ({ user }) => {
          const claim = { platformId: user.platformId, key: fresh('idem'), fingerprint: 'body', now }
          await store().beginAnswer(claim)
          const answer = { platformId: claim.platformId, key: claim.key, status: 201, bodySealed: 'sealed' }
          await store().createSession(aSession(user), answer)
          return claim
        }),
      )
      await erase(one.user)
      const [mine, theirs] = await Promise.all(claims.map((claim) => store().beginAnswer(claim)))
      expect(mine).toEqual({ begun: true })
      expect(theirs).toEqual({ stored: { status: 201, bodySealed: 'sealed' } })
    })
  })

  describe('notices', () => {
    it('are written with the end, and with no end that is not written', async () => {
      const { user, session } = await anOpenSession(store())
      const [first, second] = [aNotice(user.id), aNotice(user.id)]
      await store().finishOnce(anEnd(session.id, { notices: [first] }))
      await store().finishOnce(anEnd(session.id, { notices: [second] }))
      const { id: userId, platformId, dataKeyWrapped } = user
      const { id, kind, channel, sealed } = first
      expect(await store().takeNotices(now, now + minute, 10)).toEqual([
        { id, kind, channel, sealed, attempt: 1, user: { id: userId, platformId, dataKeyWrapped } },
      ])
    })

    it('are taken by one, come again when nobody says they left, and then no more', async () => {
      const { user, session } = await anOpenSession(store())
      const one = aNotice(user.id)
      await store().finishOnce(anEnd(session.id, { notices: [one, { ...one, linkHash: 'never' }] }))
      const taken = (await parallel(10, () => store().takeNotices(now, now + minute, 5))).flat()
      expect(taken).toHaveLength(1)
      expect(await store().takeNotices(now + minute - 1, now + hour, 5)).toEqual([])
      expect(await store().takeNotices(now + minute, now + hour, 5)).toMatchObject([{ id: one.id, attempt: 2 }])
      await store().delayNotice(one.id, now + 2 * minute)
      expect(await store().takeNotices(now + 2 * minute, now + hour, 5)).toMatchObject([{ attempt: 3 }])
      await store().noticeSent(one.id, now)
      expect(await store().takeNotices(now + 9 * hour, now + 9 * hour, 5)).toEqual([])
      expect(await store().findNoticeLink('never')).toBeNull()
    })

    it('RTS-31 whether the warning went out is known to the next try, until the series is over', async () => {
      const { user, session } = await anOpenSession(store())
      const warned: boolean[] = []
      const look = () =>
        store().reserveTry(user.id, (series, was) => {
          warned.push(was)
          return spendTry(series, now, { perBlock: 50, firstBlockMs: 1, permanentAfter: 500 })
        })
      await look()
      const warning = aNotice(user.id, { kind: 'last-block' })
      await store().finishOnce(anEnd(session.id, { notices: [warning] }))
      await look()
      await store().noticeSent(warning.id, now)
      await look()
      await look()
      await store().changeSeries(user.id, () => noFailures)
      await look()
      expect(warned).toEqual([false, false, true, true, false])
    })

    it('CRED-09 a link blocks once, until its time is over', async () => {
      const { user, session, platform } = await anOpenSession(store())
      const [one, other] = [aNotice(user.id), aNotice(user.id)]
      await store().finishOnce(anEnd(session.id, { notices: [one, other] }))
      const link = {
        platform: { id: platform.id, name: platform.name },
        user: { id: user.id, externalId: user.externalId, dataKeyWrapped: user.dataKeyWrapped },
        series: noFailures,
        expiresAt: one.expiresAt,
        usedAt: null,
      }
      expect(await store().findNoticeLink(one.linkHash)).toEqual(link)
      const act = anAct(user.id, { did: 'reported' })
      const use = (hash: string, at: number) => store().useNoticeLink(hash, at, blockedForGood, act)
      const answers = await parallel(20, () => use(one.linkHash, now + 1))
      expect(countOf(answers, 'used')).toBe(1)
      const series = { ...noFailures, permanent: true }
      expect(await seriesOf(store(), user)).toEqual(series)
      expect(await store().findNoticeLink(one.linkHash)).toEqual({ ...link, series, usedAt: now + 1 })
      expect(await store().listActs(user.id)).toEqual([act])
      expect(await use(other.linkHash, other.expiresAt)).toBe('over')
      expect(await use('unknown', now)).toBe('over')
    })
  })

  describe('counters', () => {
    it('ANT-01 two hundred at once never exceed a limit', async () => {
      const use = aUse({ limit: 7 })
      const answers = await parallel(200, () => store().countUses([use], now))
      expect(countOf(answers, null)).toBe(7)
      expect(answers.at(-1)).toEqual({ limit: 'a-limit', retryAt: now + minute })
    })

    it('ANT-01 counts all or none', async () => {
      const [wide, narrow] = [aUse({ limit: 3 }), aUse({ limit: 1, name: 'narrow' })]
      expect(await store().countUses([wide, narrow], now)).toBeNull()
      const reached = await store().countUses([wide, narrow], now)
      expect(reached).toEqual({ limit: 'narrow', retryAt: now + minute })
      expect(await store().countUses([{ ...wide, amount: 2 }], now)).toBeNull()
      expect(await store().countUses([wide], now)).toMatchObject({ limit: 'a-limit' })
    })

    it('begins anew when the window is over, which no use extends', async () => {
      const use = aUse({ limit: 2 })
      await store().countUses([use], now)
      await store().countUses([use], now + minute - 1)
      expect(await store().countUses([use], now + minute - 1)).toMatchObject({ retryAt: now + minute })
      expect(await store().countUses([use], now + minute)).toBeNull()
    })

    it('SMS-11 a limit that is reached leaves the log as it was', async () => {
      const { session } = await anOpenSession(store())
      const uses = [aUse({ limit: 1 })]
      const send = (seq: number) => store().record(session.id, seq, [claimed], [{ do: 'count-uses', uses, at: now }])
      expect(await send(1)).toBe('recorded')
      expect(await send(2)).toEqual({ limit: 'a-limit', retryAt: now + minute })
      expect((await recordOf(store(), session.id)).events).toHaveLength(2)
    })

    it('ANT-02 a user has only so many sessions in a window, also in a race', async () => {
      const { user } = await aWorld(store())
      const cap = { limit: 5, windowMs: hour }
      const mint = (createdAt: number) =>
        store().createSession(aSession(user, { createdAt }), undefined, undefined, cap)
      const answers = await parallel(20, (i) => mint(now + i))
      expect(answers.filter((answer) => Array.isArray(answer))).toHaveLength(5)
      expect(answers.at(-1)).toEqual({ limit: 'sessions-of-user', retryAt: now + hour })
      expect(await mint(now + hour - 1)).toMatchObject({ retryAt: now + hour })
      expect(await mint(now + hour)).toEqual([])
    })
  })
}
