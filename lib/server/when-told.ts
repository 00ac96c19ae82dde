import cluster from 'node:cluster'

/**
 * Stops this process in good order when it is told to, once. Told the same way twice, it ends at once; but for a worker,
 * which hears it from the terminal or from systemd and then from its primary: with the primary, it ends anyway. In: what is
 * to be done before.
 */
export function whenTold(stop: () => Promise<void>): void {
  let told = false
  const hear = cluster.isWorker ? 'on' : 'once'
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process[hear](signal, () => {
      if (told) return
      told = true
      void stop().then(() => process.exit(0))
    })
  }
}
