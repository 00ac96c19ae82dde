// Loaded into a server that is measured (`--import`): tells over the channel to its parent what it has used. The server
// itself is as it is shipped, or as its framework ships it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

/** What a process has used since it began, and what it holds now. */
export interface Usage {
  readonly cpuMs: number
  /** Of that, what was spent on the threads of the pool, where PINs are hashed; null where the system does not tell. */
  readonly poolMs: number | null
  readonly rssMiB: number
  readonly heapMiB: number
}

const inspector = new Session()
const MiB = 2 ** 20

const answers: Readonly<Record<string, (file: string) => unknown>> = {
  usage: () => {
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed } = process.memoryUsage()
    const cpuMs = (user + system) / 1000
    return { cpuMs, poolMs: poolMs(), rssMiB: rss / MiB, heapMiB: heapUsed / MiB } satisfies Usage
  },
  'start-profile': async () => {
    inspector.connect()
    await inspector.post('Profiler.enable')
    await inspector.post('Profiler.start')
  },
  'stop-profile': async (file) => {
    const { profile } = await inspector.post('Profiler.stop')
    inspector.disconnect()
    writeFileSync(file, JSON.stringify(profile))
  },
}

/** Linux names libuv's threads and tells the nanoseconds that each has run. */
function poolMs(): number | null {
  const threads = '/proc/self/task'
  if (!existsSync(threads)) return null
  const told = (thread: string, file: string) => readFileSync(`${threads}/${thread}/${file}`, 'utf8')
  const pool = readdirSync(threads).filter((thread) => told(thread, 'comm').trim() === 'libuv-worker')
  if (pool.length === 0) return null
  return pool.reduce((sum, thread) => sum + Number(told(thread, 'schedstat').split(' ')[0]) / 1e6, 0)
}

process.on('message', async ({ ask, file }: { ask: string; file: string }) => {
  process.send?.({ [ask]: (await answers[ask]?.(file)) ?? null })
})
// Asked or not, the server may end.
process.channel?.unref()
