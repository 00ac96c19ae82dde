// Loaded into a server that is measured (`--import`): tells over the channel to its parent what it has used. The server
// itself is as it is shipped, or as its framework ships it.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

/** What a process has used since it began, and what it holds now. */
export interface Usage {
  readonly cpuMs: number
  readonly rssMiB: number
  readonly heapMiB: number
}

const inspector = new Session()
const MiB = 2 ** 20

const answers: Readonly<Record<string, (file: string) => unknown>> = {
  usage: () => {
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed } = process.memoryUsage()
    return { cpuMs: (user + system) / 1000, rssMiB: rss / MiB, heapMiB: heapUsed / MiB } satisfies Usage
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

process.on('message', async ({ ask, file }: { ask: string; file: string }) => {
  process.send?.({ [ask]: (await answers[ask]?.(file)) ?? null })
})
// Asked or not, the server may end.
process.channel?.unref()
