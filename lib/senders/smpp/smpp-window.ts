/** Bounds how much is under way at once. */
export interface SmppWindow {
  /** Waits for a free place. Out: gives it back; null where there was none until `signal` ended. */
  enter(signal: AbortSignal): Promise<(() => void) | null>
}

/** A window of so many places; who came first gets the next one. */
export function smppWindow(places: number): SmppWindow {
  let free = places
  const queue: (() => void)[] = []
  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else free += 1
  }
  const once = () => {
    let left = false
    return () => {
      if (!left) leave()
      left = true
    }
  }
  return {
    enter(signal) {
      if (signal.aborted) return Promise.resolve(null)
      if (free > 0) {
        free -= 1
        return Promise.resolve(once())
      }
      return new Promise((resolve) => {
        const mine = () => {
          signal.removeEventListener('abort', giveUp)
          resolve(once())
        }
        const giveUp = () => {
          queue.splice(queue.indexOf(mine), 1)
          resolve(null)
        }
        queue.push(mine)
        signal.addEventListener('abort', giveUp, { once: true })
      })
    },
  }
}
