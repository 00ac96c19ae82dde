import type { Deps } from '../session/deps.ts'

/** The work there is, as metrics and the log call it. */
export type RegularName = 'sweep' | 'notices' | 'purge' | 'erasures' | 'official-time'

/** Work that is done again and again. In: whether it may begin another piece. */
export type RegularWork = (goesOn: () => boolean) => Promise<unknown>

/**
 * Does work beside the requests every so many milliseconds. Work that fails is logged and tried again; work that takes
 * longer is never behind itself: what was due meanwhile is left out. In: its name for log and metrics. Out: ends it, once
 * what is under way is done.
 */
export function regularly(
  deps: Pick<Deps, 'log' | 'meters'>,
  name: RegularName,
  everyMs: number,
  work: RegularWork,
): () => Promise<void> {
  let goesOn = true
  let working: Promise<void> | null = null
  const once = () =>
    timed(deps, name, () => work(() => goesOn))
      .catch((error) => {
        deps.log.error({ error: error instanceof Error ? error.message : 'unknown' }, `${name} failed`)
      })
      .finally(() => {
        working = null
      })
  const timer = setInterval(() => {
    working ??= once()
  }, everyMs)
  return async () => {
    goesOn = false
    clearInterval(timer)
    await working
  }
}

async function timed({ meters }: Pick<Deps, 'meters'>, name: RegularName, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  let ok = false
  try {
    await work()
    ok = true
  } finally {
    meters.ran(name, ok, (performance.now() - began) / 1000)
  }
}
