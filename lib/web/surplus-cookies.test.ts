import { sealData } from 'iron-session'
import { describe, expect, it } from 'vitest'
import { surplusCookies } from './surplus-cookies.ts'

const password = 'x'.repeat(43)
const bound = async (n: number, ttl: number) => ({
  name: `__Host-assent-ses_${n}`,
  value: await sealData({ sessionId: `ses_${n}` }, { password, ttl }),
})

describe('many sessions in one browser', () => {
  it('leave room for the next one: the oldest bindings go', async () => {
    const cookies = await Promise.all([...Array(20).keys()].map((n) => bound(n, 600 - n)))
    const names = surplusCookies([{ name: 'other', value: 'x' }, ...cookies.toReversed()])
    expect(names.toSorted()).toEqual([14, 15, 16, 17, 18, 19].map((n) => `__Host-assent-ses_${n}`))
  })

  it('few sessions keep theirs, and nobody else loses a cookie', async () => {
    const cookies = await Promise.all([...Array(14).keys()].map((n) => bound(n, 600)))
    const others = [...Array(40).keys()].map((n) => ({ name: `cookie-${n}`, value: 'x' }))
    expect(surplusCookies([...others, ...cookies])).toEqual([])
  })

  it('what is no seal goes first', async () => {
    const cookies = await Promise.all([...Array(14).keys()].map((n) => bound(n, 600)))
    expect(surplusCookies([{ name: 'assent-ses_x', value: 'y' }, ...cookies])).toEqual(['assent-ses_x'])
  })
})
