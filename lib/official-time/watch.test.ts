import { afterEach, describe, expect, it } from 'vitest'
import { timeFindings } from '../cli/time-findings.ts'
import { readConfig } from '../config.ts'
import { readMetrics } from '../metrics/testing/read-metrics.ts'
import { systemClock } from '../ports/clock.ts'
import { systemRandom } from '../ports/random.ts'
import { makeWorld, ring } from '../session/testing/world.ts'
import { askTimeServer } from './ask-time-server.ts'
import { compareWithOfficialTime } from './compare.ts'
import { type NtpServer, ntpServer, type Odd } from './testing/ntp-server.ts'
import { officialTimeWatch } from './watch.ts'

const open: NtpServer[] = []
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())))

async function serving(...odd: Odd[]): Promise<string[]> {
  const servers = await Promise.all(odd.map((one) => ntpServer(one)))
  open.push(...servers)
  return servers.map(({ name }) => name)
}

const compare = (names: readonly string[]) => compareWithOfficialTime(names, systemClock, systemRandom)

describe('TR-03 the clock against time servers', () => {
  it.each([
    ['right', 0, false],
    ['half a second ahead, which is tolerated', -500, false],
    ['5 s ahead', -5_000, true],
    ['5 s behind', 5_000, true],
    ['a year behind', 31_536_000_000, true],
  ])('is found %s', async (_, ahead, off) => {
    const found = await compare(await serving({ ahead }))
    expect(found).toMatchObject({ asked: 1, answered: 1, off })
    // By half of the way there and back at most, for which two seconds are waited.
    expect(Math.abs((found.aheadMs ?? Number.NaN) + ahead)).toBeLessThan(1_000)
  })

  it('one of three that is wrong decides nothing, on either side', async () => {
    for (const wrong of [-60_000, 60_000]) {
      expect(await compare(await serving({}, { ahead: wrong }, {}))).toMatchObject({ answered: 3, off: false })
    }
  })

  it('by IPv6, too', async () => {
    expect(await compare(await serving({ host: '::1' }))).toMatchObject({ answered: 1, off: false })
  })

  it('believes no answer to another question, and waits on for its own', async () => {
    const forged = { before: () => Buffer.alloc(48, 0x24), ahead: -5_000 }
    expect(await compare(await serving(forged))).toMatchObject({ answered: 1, off: true })
    const foreign: Odd = { answer: (right) => right.fill(7, 24, 32) }
    expect(await compare(await serving(foreign))).toMatchObject({ answered: 0, aheadMs: null, off: false })
  })

  it('knows nothing where nobody answers, without end or throw', async () => {
    const [gone = ''] = await serving({})
    await open.pop()?.close()
    // To the last no socket connects, as where the network is gone.
    const names = [gone, 'no-such-host.invalid', ...(await serving({ answer: () => null })), '255.255.255.255']
    expect(await compare(names)).toEqual({ asked: 4, answered: 0, aheadMs: null, off: false })
  })

  it('waits no longer for a name server than for a time server', async () => {
    const never = () => new Promise<never>(() => undefined)
    expect(await askTimeServer('ntp.example', systemClock, systemRandom, never)).toBeNull()
  })
})

describe('TR-03 a server with ASSENT_TIME_SERVERS', () => {
  async function watching(...odd: Odd[]) {
    const names = await serving(...odd)
    const world = makeWorld({ ASSENT_TIME_SERVERS: names.join(', ') })
    const deps = { ...world.deps, clock: systemClock }
    return { deps, logged: world.logged, look: officialTimeWatch(deps) }
  }

  it('counts it, and logs what changes once', async () => {
    const clock = { ahead: 0, mute: false }
    const server: Odd = {
      answer: (right) => {
        if (clock.mute) return null
        const shift = Math.round(clock.ahead / 1000)
        for (const at of [32, 40]) right.writeUInt32BE(right.readUInt32BE(at) + shift, at)
        return right
      },
    }
    const { deps, logged, look } = await watching(server)
    const lines = () => logged.splice(0).map((line) => JSON.parse(line))
    const metric = async (name: string) => (await readMetrics(deps.meters as never)).get(name)
    await look()
    await look()
    expect(lines()).toMatchObject([{ msg: 'the clock is right', state: 'right' }])
    expect(await metric('assent_time_servers_answering')).toBe(1)
    expect(Math.abs((await metric('assent_time_ahead_seconds')) ?? 9)).toBeLessThan(1)

    clock.ahead = -5_000
    await look()
    await look()
    expect(lines()).toMatchObject([{ level: 50, alarm: true, msg: 'the clock is off official time', state: 'ahead' }])
    expect(Math.abs(((await metric('assent_time_ahead_seconds')) ?? 0) - 5)).toBeLessThan(1)

    clock.mute = true
    await look()
    expect(lines()).toMatchObject([{ level: 40, msg: 'no time server answers' }])
    expect(await metric('assent_time_servers_answering')).toBe(0)
    expect(await metric('assent_time_ahead_seconds')).toBeUndefined()

    Object.assign(clock, { ahead: 0, mute: false })
    await look()
    expect(lines()).toMatchObject([{ msg: 'the clock is right again' }])
    await deps.store.close()
  })

  it('is told so by doctor', async () => {
    const findings = async (...odd: Odd[]) => timeFindings((await watching(...odd)).deps)
    expect(await findings({})).toMatchObject([{ level: 'ok', text: expect.stringContaining('by 1 of 1 servers') }])
    const off = await findings({ ahead: -5_000 }, { ahead: -5_000 }, { answer: () => null })
    expect(off).toMatchObject([
      { level: 'FAIL', text: expect.stringMatching(/^time: [45]\.\d{3} s ahead of official time, by 2 of 3 servers/) },
    ])
    expect(await findings({ answer: () => null })).toMatchObject([{ level: 'FAIL' }])
    const { deps } = makeWorld()
    expect(await timeFindings(deps)).toEqual([])
    expect(await timeFindings({ ...deps, config: { ...deps.config, mode: 'live' } })).toMatchObject([{ level: 'note' }])
  })

  it.each(['a b', 'host:port', 'ntp://a', 'a,b,c,d,e,f', 'a/b', '-a', 'a:65536', '[::::]'])(
    'refuses %j for a list of servers',
    (list) => {
      const env = { ASSENT_KEYS: JSON.stringify(ring), ASSENT_TIME_SERVERS: list }
      expect(() => readConfig(env)).toThrow('ASSENT_TIME_SERVERS')
    },
  )
})
