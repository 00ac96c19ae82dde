import { openSqliteStore } from '../store.ts'

/** A process that serves from a file until it is killed. For tests. In: the path, as the only argument. */
try {
  openSqliteStore(process.argv[2] ?? '', { lease: true })
  process.stdout.write('serving\n')
  setInterval(() => undefined, 60_000)
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`)
  process.exitCode = 1
}
