// A program with workers as ours has them, for `supervise.test.ts`: `node supervised.ts <pause in ms> <how many> [fail]`. The
// first process prints what happens, a line of JSON each; a worker answers with its number, counts, or dies when told to.
// A worker is given five seconds to say what it counted: on a busy machine one that is well may need some of them.
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { prometheusMeters } from '../../metrics/prometheus-meters.ts'
import { addUpWorkers, metricsOfAllWorkers, tellFigures } from '../../metrics/workers.ts'
import { drain } from '../drain.ts'
import { supervise } from '../supervise.ts'
import { whenTold } from '../when-told.ts'

const [, , pause, count, fails] = process.argv
const eachMs = 5_000
const say = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`)

if (cluster.isPrimary) {
  addUpWorkers(eachMs)
  cluster.on('listening', (worker, { port }) => say({ listening: worker.process.pid, port }))
  const firstPauseMs = Number(pause)
  const onDeath = (death: object): boolean => say({ death })
  const workers = supervise({
    count: Number(count),
    firstPauseMs,
    longestPauseMs: firstPauseMs * 3,
    steadyMs: 60_000,
    onDeath,
  })
  whenTold(workers.stop)
  workers.listening.then(
    () => say({ all: true }),
    (fault: Error) => {
      say({ failed: fault.message })
      process.exitCode = 1
    },
  )
} else if (fails) {
  process.exit(3)
} else {
  const meters = prometheusMeters(null, () => metricsOfAllWorkers(eachMs))
  tellFigures(meters.figures)
  const server = createServer(async (request, response) => {
    response.setHeader('connection', 'close')
    if (request.url === '/die') process.exit(7)
    if (request.url === '/metrics') return response.end((await meters.exposition()).text)
    meters.minted('payment')
    meters.ready(true)
    response.setHeader('x-pid', process.pid).flushHeaders()
    for await (const _ of request) {
      // An answer comes once everything was heard.
    }
    response.end(String(process.pid))
  })
  server.listen(0)
  whenTold(() => drain(server, async () => undefined, 20_000))
}
