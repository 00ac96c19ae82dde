import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { judgeAnswer, ntpQuestion, readNtpAnswer } from './ntp.ts'

/** Longer than any way around the world; what takes longer says little about the time. */
const patienceMs = 2_000

export interface Told {
  /** By how much our clock is ahead (positive) or behind. */
  readonly aheadMs: number
  /** What the way there and back took: the figure is wrong by half of it at most. */
  readonly tripMs: number
}

type Resolve = (hostname: string) => Promise<{ readonly address: string; readonly family: number }>

/**
 * Asks one server for the time by NTP (RFC 5905, as SNTP does). In: `host` or `host:port`; our clock; who knows its address.
 * Out: what it says of ours, or null: no answer in two seconds, or none that counts. Never throws.
 */
export async function askTimeServer(
  server: string,
  clock: Clock,
  random: Random,
  resolveName: Resolve = lookup,
): Promise<Told | null> {
  const { hostname, port } = new URL(`ntp://${server}`)
  const found = await inTime(resolveName(hostname.replace(/^\[|\]$/g, '')))
  if (found === null) return null
  const socket = createSocket(found.family === 6 ? 'udp6' : 'udp4')
  const nonce = random.bytes(8)
  return new Promise((resolve) => {
    let over = false
    const end = (told: Told | null) => {
      if (over) return
      over = true
      clearTimeout(late)
      socket.close()
      resolve(told)
    }
    const late = setTimeout(() => end(null), patienceMs)
    let askedAt = 0
    socket.on('error', () => end(null))
    socket.on('message', (bytes) => {
      const answer = readNtpAnswer(bytes, nonce, askedAt, clock.now())
      // Whatever else comes is not the end of waiting: it may be meant to drown the answer.
      if (answer !== null) end(judgeAnswer(answer))
    })
    // Connected, it hears nobody else, and hears at once that nobody is there. A function given to `connect` would be
    // called with the fault, too, where there is no way to that address.
    socket.on('connect', () => {
      askedAt = clock.now()
      socket.send(ntpQuestion(nonce), (fault) => {
        if (fault) end(null)
      })
    })
    socket.connect(Number(port) || 123, found.address)
  })
}

/** Out: null also where there is none, and where it takes too long. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => {
    late = setTimeout(() => resolve(null), patienceMs)
  })
  const first = await Promise.race([answer.catch(() => null), tooLate])
  clearTimeout(late)
  return first
}
