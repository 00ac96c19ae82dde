/**
 * Stops this process in good order when it is told to, once: Ctrl-C reaches a worker from the terminal, and its primary
 * tells it again. Told the same way twice, it ends at once. In: what is to be done before.
 */
export function whenTold(stop: () => Promise<void>): void {
  let told = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      if (told) return
      told = true
      void stop().then(() => process.exit(0))
    })
  }
}
