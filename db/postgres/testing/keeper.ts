import { startPostgres } from './start-postgres.ts'

// A process that keeps a PostgreSQL for as long as the one that started it lives, however that one ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
const running = await startPostgres()
const stop = () => void running.remove().then(() => process.exit(0))
if (process.connected) {
  process.once('disconnect', stop)
  process.send?.({ url: running.url })
} else {
  stop()
}
