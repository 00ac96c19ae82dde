import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A PostgreSQL that ends with this process, however it ends. */
export interface KeptPostgres {
  /** Of its database `postgres`, as superuser. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts one. It does not keep this process from ending. */
export async function keepPostgres(): Promise<KeptPostgres> {
  const keeper = fork(new URL('./keeper.ts', import.meta.url), {
    execArgv: [],
    // Out of reach of Ctrl-C, which would end PostgreSQL before those who use it.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(keeper, 'exit')
  const failed = exited.then(() => Promise.reject(new Error('No PostgreSQL could be started, see above.')))
  const [{ url }] = (await Promise.race([once(keeper, 'message'), failed])) as [{ url: string }]
  failed.catch(() => undefined)
  keeper.unref()
  keeper.channel?.unref()
  return {
    url,
    stop: async () => {
      if (!keeper.connected) return
      keeper.ref()
      keeper.disconnect()
      await exited
    },
  }
}
