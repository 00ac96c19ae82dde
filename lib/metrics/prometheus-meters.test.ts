import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Backlog } from '../../db/store.ts'
import { hashQueue } from '../methods/pin/hash-queue.ts'
import { catalogue } from './catalogue.ts'
import type { Sources } from './gather.ts'
import { prometheusMeters } from './prometheus-meters.ts'
import { readMetrics } from './testing/read-metrics.ts'

const now = 1_800_000_000_000
const backlog: Backlog = {
  openSessions: 3,
  nextExpiryAt: now - 4_000,
  deliveries: 2,
  nextDeliveryAt: now + 5_000,
  notices: 0,
  nextNoticeAt: null,
}

function sources(with_: Partial<Sources> = {}): Sources {
  return {
    build: { version: '1.2.3', mode: 'sandbox' },
    clock: { now: () => now },
    dataFolder: mkdtempSync(join(tmpdir(), 'assent-metrics-')),
    backlog: async () => backlog,
    hashes: () => ({ running: 1, waiting: 2, done: 3, refused: 4, seconds: 5.5 }),
    ...with_,
  }
}

describe('the metrics', () => {
  it('say what waits, as of now', async () => {
    const read = await readMetrics(prometheusMeters(sources()))
    const expected = {
      assent_store_up: 1,
      assent_open_sessions: 3,
      assent_session_overdue_seconds: 4,
      assent_webhooks_pending: 2,
      assent_webhook_overdue_seconds: 0,
      assent_notices_pending: 0,
      assent_notice_overdue_seconds: 0,
      assent_clock_seconds: now / 1000,
      assent_hashes_running: 1,
      assent_hashes_waiting: 2,
      assent_hashes_total: 3,
      assent_hashes_refused_total: 4,
      assent_hash_seconds_total: 5.5,
      'assent_build_info{version="1.2.3",mode="sandbox"}': 1,
    }
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, read.get(name)]))).toEqual(expected)
    expect(read.get('assent_disk_free_bytes')).toBeGreaterThan(0)
    expect(read.get('process_resident_memory_bytes')).toBeGreaterThan(0)
  })

  it('have totals that stay totals when they are read again', async () => {
    const meters = prometheusMeters(sources())
    await readMetrics(meters)
    expect((await readMetrics(meters)).get('assent_hashes_total')).toBe(3)
  })

  it('ask the database once for all who read within five seconds', async () => {
    let asked = 0
    const counting = async () => {
      asked += 1
      return backlog
    }
    const meters = prometheusMeters(sources({ backlog: counting }))
    await Promise.all(Array.from({ length: 20 }, () => meters.exposition()))
    expect(asked).toBe(1)
  })

  it('REL-08 are there while the database is not, and show nothing old of it', async () => {
    let fails = false
    const meters = prometheusMeters(
      sources({
        backlog: async () => {
          if (fails) throw new Error('database is locked')
          return backlog
        },
      }),
    )
    fails = true
    const read = await readMetrics(meters)
    expect(read.get('assent_store_up')).toBe(0)
    expect(read.has('assent_open_sessions')).toBe(false)
  })

  it('count what a queue of hashes refused and did', async () => {
    const queue = hashQueue({ concurrency: 1, waiting: 0 })
    const { promise, resolve: done } = Promise.withResolvers<void>()
    const first = queue(() => promise)
    expect(await queue(async () => undefined)).toEqual({ refused: 'busy' })
    expect(queue.figures()).toMatchObject({ running: 1, waiting: 0, done: 0, refused: 1 })
    done()
    await first
    expect(queue.figures()).toMatchObject({ running: 0, waiting: 0, done: 1, refused: 1 })
  })

  it('stay within bounds whatever words come in, and take nothing into a name', async () => {
    const meters = prometheusMeters()
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(999), (word, method, status) => {
        meters.answeredApi(word, method, status, 0.1)
        meters.answeredPage(word, method, status, 0.1)
        meters.limited(word)
        meters.delivered(word)
      }),
      { numRuns: 2_000 },
    )
    const read = await readMetrics(meters)
    const limits = [...read.keys()].filter((name) => name.startsWith('assent_limits_reached_total'))
    expect(limits.length).toBeLessThanOrEqual(151)
    expect(read.get('assent_limits_reached_total{limit="other"}')).toBeGreaterThan(0)
  })

  it('have a name, a kind and a sentence each', async () => {
    const { text } = await prometheusMeters(sources()).exposition()
    for (const [name, { type, help }] of Object.entries(catalogue)) {
      expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      expect(help).toMatch(/^[A-Z1].*\.$/)
    }
  })
})
