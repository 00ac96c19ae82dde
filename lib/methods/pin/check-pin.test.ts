import { setImmediate as nextTurn } from 'node:timers/promises'
import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import type { PinRow } from '../../../db/store.ts'
import { isRefused } from '../../sca/refusal.ts'
import { checkPin, type PinVerdict } from './check-pin.ts'
import { hashPin } from './hash-pin.ts'
import { type HashQueue, hashQueue } from './hash-queue.ts'
import { pepper } from './pepper.ts'
import type { PepperKeys } from './pepper-keys.ts'

const ring = (currentId: string, ids: readonly string[] = ['p1', 'p2']): PepperKeys => ({
  currentId,
  key: (id) => (ids.includes(id) ? Buffer.from(`pepper ${id}`.padEnd(32, '.')) : null),
})

async function made(pin: string, keys = ring('p1')): Promise<PinRow> {
  const row = await hashPin(pin, keys, 1000)
  if (isRefused(row)) throw new Error('busy')
  return row
}

async function verdict(pin: string, row: PinRow, keys = ring('p1')): Promise<PinVerdict> {
  const result = await checkPin(pin, row, keys)
  if (isRefused(result)) throw new Error('busy')
  return result
}

const busyQueue: HashQueue = async () => ({ refused: 'busy' })

describe('hashing', () => {
  it('PIN-03 is argon2id at 19 MiB, two passes, one lane, with its own salt', async () => {
    const [one, other] = [await made('000731'), await made('000731')]
    expect(one.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one.hash).not.toBe(other.hash)
    expect(one).toMatchObject({ pepperKeyId: 'p1', createdAt: 1000 })
  })

  it('PIN-05 tells 000731 from 731', async () => {
    const row = await made('000731')
    expect(await verdict('000731', row)).toEqual({ right: true, rehash: null })
    expect(await verdict('731', row)).toEqual({ right: false, rehash: null })
  })

  it('PIN-03 CRED-02 the database alone does not let the PIN be tried: without its pepper it never fits', async () => {
    const row = await made('000731')
    const otherPepper: PepperKeys = { currentId: 'p1', key: () => Buffer.alloc(32, 1) }
    expect((await verdict('000731', row, otherPepper)).right).toBe(false)
    expect(await verdict('000731', { ...row, hash: await hash('000731') })).toEqual({ right: false, rehash: null })
  })

  it('an unknown pepper and a broken hash are faults, not wrong PINs', async () => {
    const row = await made('000731')
    await expect(verdict('000731', { ...row, pepperKeyId: 'lost' })).rejects.toThrow(/lost/)
    await expect(verdict('000731', { ...row, hash: 'not a hash' })).rejects.toThrow()
    await expect(hashPin('000731', ring('lost'), 0)).rejects.toThrow(/lost/)
  })
})

describe('renewal', () => {
  it('PIN-03 CRY-02 renews the hash at the next right PIN when the pepper was rotated', async () => {
    const row = await made('000731')
    const { right, rehash } = await verdict('000731', row, ring('p2'))
    expect(right).toBe(true)
    expect(rehash).toMatchObject({ pepperKeyId: 'p2', createdAt: 1000 })
    expect(await verdict('000731', rehash!, ring('p2', ['p2']))).toEqual({ right: true, rehash: null })
  })

  it.each([
    ['memory', { memoryCost: 8192 }],
    ['passes', { timeCost: 3 }],
    ['lanes', { parallelism: 2 }],
    ['length', { outputLen: 16 }],
    ['variant', { algorithm: 1 }],
  ])('PIN-03 renews a hash of other %s', async (_what, parameters) => {
    const row: PinRow = {
      hash: await hash(pepper('000731', ring('p1'), 'p1'), parameters),
      pepperKeyId: 'p1',
      createdAt: 1,
    }
    const { right, rehash } = await verdict('000731', row)
    expect(right).toBe(true)
    expect(rehash?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('never renews for a wrong PIN, though it does the same work', async () => {
    const row = await made('000731')
    expect(await verdict('000732', row, ring('p2'))).toEqual({ right: false, rehash: null })
  })
})

describe('the queue', () => {
  it('PIN-04 answers busy at once when running and waiting places are taken, and serves in order', async () => {
    const queue = hashQueue({ concurrency: 2, waiting: 2 })
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
    const started: number[] = []
    const results = gates.map((gate, index) =>
      queue(async () => {
        started.push(index)
        await gate.promise
        return { index }
      }),
    )
    expect(await queue(async () => ({ index: 4 }))).toEqual({ refused: 'busy' })
    expect(started).toEqual([0, 1])
    gates[1]!.resolve()
    await results[1]
    await nextTurn()
    expect(started).toEqual([0, 1, 2])
    for (const gate of gates) gate.resolve()
    expect(await Promise.all(results)).toEqual([{ index: 0 }, { index: 1 }, { index: 2 }, { index: 3 }])
    expect(await queue(async () => ({ index: 5 }))).toEqual({ index: 5 })
  })

  it('PIN-04 a fault gives its place back', async () => {
    const queue = hashQueue({ concurrency: 1, waiting: 1 })
    const faulty = queue(async () => {
      throw new Error('broken')
    })
    const next = queue(async () => 'served')
    await expect(faulty).rejects.toThrow('broken')
    expect(await next).toBe('served')
    expect(await queue(async () => 'again')).toBe('again')
  })

  it('PIN-04 never runs more than its limit, whatever comes', async () => {
    const queue = hashQueue({ concurrency: 3, waiting: 100 })
    let running = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++running)
      await nextTurn()
      running -= 1
      return 'done'
    }
    const results = await Promise.all(Array.from({ length: 103 }, () => queue(work)))
    expect(results.every((result) => result === 'done')).toBe(true)
    expect(most).toBe(3)
  })

  it('PIN-04 hashes leave the event loop to others', async () => {
    let turns = 0
    let over = false
    const ticking = (async () => {
      while (!over) {
        await nextTurn()
        turns += 1
      }
    })()
    // Three at once: each further round begins in a turn of its own, however the machine is scheduled.
    await Promise.all(Array.from({ length: 12 }, () => made('000731')))
    over = true
    await ticking
    expect(turns).toBeGreaterThan(1)
  })

  it('passes busy on from every operation', async () => {
    const row = await made('000731')
    expect(await hashPin('000731', ring('p1'), 0, busyQueue)).toEqual({ refused: 'busy' })
    expect(await checkPin('000731', row, ring('p1'), busyQueue)).toEqual({ refused: 'busy' })
  })
})
