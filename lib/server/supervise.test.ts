import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('./testing/supervised.ts', import.meta.url))

interface Line {
  readonly listening?: number
  readonly port?: number
  readonly all?: true
  readonly failed?: string
  readonly death?: { readonly pid: number; readonly code: number; readonly pauseMs: number }
}

let child: ChildProcess
const begun: ChildProcess[] = []

afterEach(() => {
  for (const one of begun.splice(0)) one.kill('SIGKILL')
})

/** Starts the program. Out: the next line of a kind. */
function start(...args: string[]) {
  child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  begun.push(child)
  const lines: Line[] = []
  const heard: (() => void)[] = []
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    lines.push(JSON.parse(line))
    for (const hear of heard.splice(0)) hear()
  })
  return async function next<K extends keyof Line>(kind: K): Promise<NonNullable<Line[K]>> {
    for (;;) {
      const found = lines.findIndex((line) => kind in line)
      if (found >= 0) return lines.splice(found, 1)[0]?.[kind] as NonNullable<Line[K]>
      await new Promise<void>((resolve) => heard.push(resolve))
    }
  }
}

async function ask(port: number, path = '/'): Promise<string> {
  const [response] = await once(request({ port, path }).end(), 'response')
  return text(response)
}

/** A request that a worker has but for its last byte. */
interface HalfAsked {
  /** Sends the last byte. Out: the whole answer. */
  end(): Promise<string>
}

/** One for each of two workers, by the number of its process: on a busy machine one of them may be given several. */
async function twoHalfAsked(port: number): Promise<Map<string, HalfAsked>> {
  const held = new Map<string, HalfAsked>()
  while (held.size < 2) {
    const asked = request({ port, method: 'POST', headers: { 'content-length': 2 } })
    asked.write('a')
    // The head of an answer comes before the request has ended.
    const [response] = await once(asked, 'response')
    const end = async () => {
      asked.end('b')
      return text(response)
    }
    const pid = String(response.headers['x-pid'])
    if (held.has(pid)) await end()
    else held.set(pid, { end })
  }
  return held
}

describe('workers of one server', () => {
  it('share a port, and one that dies is replaced, later each time', async () => {
    const next = start('20', '2')
    const port = await next('port')
    await next('listening')
    await next('all')
    const pids = new Set<string>()
    for (let i = 0; i < 8; i += 1) pids.add(await ask(port))
    expect(pids.size).toBe(2)
    const pauses: number[] = []
    for (let i = 0; i < 4; i += 1) {
      await ask(port, '/die').catch(() => undefined)
      const { code, pauseMs } = await next('death')
      expect(code).toBe(7)
      pauses.push(pauseMs)
      await next('listening')
    }
    // Each of the two has pauses of its own, and one of them has died at least twice.
    expect(pauses[0]).toBe(20)
    expect(Math.max(...pauses)).toBeGreaterThanOrEqual(40)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60)
    const then = new Set<string>()
    for (let i = 0; i < 8; i += 1) then.add(await ask(port))
    expect(then.size).toBe(2)
  })

  it('are told to stop with the first process, and each finishes what it was asked', async () => {
    const next = start('20', '2')
    const port = await next('port')
    await next('all')
    const held = await twoHalfAsked(port)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    for (const [pid, half] of held) expect(await half.end()).toBe(pid)
    expect(await exited).toEqual([0, null])
  })

  it('finish what they were asked also where all processes are told at once, as systemd and terminals do', async () => {
    const next = start('20', '2')
    const port = await next('port')
    await next('all')
    const held = await twoHalfAsked(port)
    const pids = [...held.keys()].map(Number)
    const exited = once(child, 'exit')
    for (const pid of pids) process.kill(pid, 'SIGTERM')
    // Until both have heard it, and listen no more.
    await expect.poll(() => ask(port).catch(({ code }) => code)).toBe('ECONNREFUSED')
    child.kill('SIGTERM')
    for (const pid of pids) process.kill(pid, 'SIGTERM')
    for (const [pid, half] of held) expect(await half.end()).toBe(pid)
    expect(await exited).toEqual([0, null])
  })

  it('are not started over and over where the first of them cannot start', async () => {
    const next = start('20', '2', 'fail')
    expect(await next('failed')).toBe('a worker could not start')
    expect(await once(child, 'exit')).toEqual([1, null])
  })

  it('are counted together, whichever is asked; what all see alike is not added', async () => {
    const next = start('20', '2')
    const port = await next('port')
    await next('all')
    for (let i = 0; i < 10; i += 1) await ask(port)
    for (let i = 0; i < 2; i += 1) {
      const text = await ask(port, '/metrics')
      expect(text).toContain('assent_sessions_minted_total{purpose="payment"} 10\n')
      expect(text).toContain('assent_ready 1\n')
    }
    // Of one that died nothing is left, and the other answers alone.
    await ask(port, '/die').catch(() => undefined)
    await next('death')
    const left = /minted_total\{purpose="payment"\} (\d+)\n/.exec(await ask(port, '/metrics'))?.[1]
    expect(Number(left)).toBeGreaterThan(0)
    expect(Number(left)).toBeLessThan(10)
  })

  it('are counted together without one that hangs', async () => {
    const next = start('20', '3')
    const port = await next('port')
    await next('all')
    const asked = new Map<string, number>()
    for (let i = 0; i < 9; i += 1) {
      const pid = await ask(port)
      asked.set(pid, (asked.get(pid) ?? 0) + 1)
    }
    const [hung = '', ...others] = asked.keys()
    expect(others).toHaveLength(2)
    process.kill(Number(hung), 'SIGSTOP')
    try {
      // One of these comes to the one that hangs.
      const text = await Promise.any(Array.from({ length: 3 }, () => ask(port, '/metrics')))
      const counted = /minted_total\{purpose="payment"\} (\d+)\n/.exec(text)?.[1]
      expect(Number(counted)).toBe(9 - (asked.get(hung) ?? 0))
    } finally {
      process.kill(Number(hung), 'SIGKILL')
    }
  })
})
