import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry } from 'prom-client'

/** A worker that says nothing for so long is left out. */
const patienceMs = 2_000

type Message =
  | { readonly assent: 'all?' | 'figures?'; readonly id: number }
  | { readonly assent: 'all'; readonly id: number; readonly text: string }
  | { readonly assent: 'figures'; readonly id: number; readonly figures: object }

let last = 0

/**
 * What all workers of this server have counted, in Prometheus' text format; for a worker, whose scrape may come to any
 * of them. In: for how long the primary waits for each. Out: null where there is nobody to ask, because this process is
 * no worker, or its primary does not answer.
 */
export async function metricsOfAllWorkers(eachMs = patienceMs): Promise<string | null> {
  if (!cluster.isWorker) return null
  last += 1
  // Longer than for each, since the others are added up only then.
  const answered = answerTo<string>(process, last, 'all', 2 * eachMs)
  process.send?.({ assent: 'all?', id: last } satisfies Message)
  return answered
}

/** Answers the primary with what this worker has counted. In: its figures. */
export function tellFigures(figures: () => Promise<object>): void {
  if (!cluster.isWorker) return
  process.on('message', async (message: Message) => {
    if (message?.assent !== 'figures?') return
    process.send?.({ assent: 'figures', id: message.id, figures: await figures() } satisfies Message)
  })
}

/** Adds up, in the primary, what its workers have counted, whenever one of them asks. In: for how long it waits for each. */
export function addUpWorkers(eachMs = patienceMs): void {
  cluster.on('message', async (worker: Worker, message: Message) => {
    if (message?.assent !== 'all?') return
    const workers = Object.values(cluster.workers ?? {}).filter((one) => one?.isConnected())
    const figures = await Promise.all(workers.map((one) => figuresOf(one as Worker, eachMs)))
    const known = figures.filter((one) => one !== null)
    const text = await AggregatorRegistry.aggregate(known as never[]).metrics()
    if (worker.isConnected()) worker.send({ assent: 'all', id: message.id, text } satisfies Message)
  })
}

function figuresOf(worker: Worker, waitMs: number): Promise<object | null> {
  last += 1
  const answered = answerTo<object>(worker, last, 'figures', waitMs)
  worker.send({ assent: 'figures?', id: last } satisfies Message)
  return answered
}

/** In: whom to listen to, the number of the question, what the answer is called, how long to wait. Out: it, or null. */
function answerTo<T>(
  from: Pick<NodeJS.EventEmitter, 'on' | 'off'>,
  id: number,
  name: 'all' | 'figures',
  waitMs: number,
): Promise<T | null> {
  return new Promise((resolve) => {
    const hear = (message: Message): void => {
      if (message?.assent !== name || message.id !== id) return
      done('text' in message ? (message.text as T) : 'figures' in message ? (message.figures as T) : null)
    }
    const done = (answer: T | null): void => {
      clearTimeout(late)
      from.off('message', hear)
      resolve(answer)
    }
    const late = setTimeout(() => done(null), waitMs)
    from.on('message', hear)
  })
}
