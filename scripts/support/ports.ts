import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Ends the process with a clear text when a port is in use. The names are those of the variables to set instead. */
export async function requireFreePorts(ports: Record<string, number>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (await isFree(port)) continue
    console.error(`Port ${port} is in use. Stop what uses it, or choose another: ${name}=${port + 100} npm run demo`)
    process.exit(1)
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })
}

/** Waits for an answer below 500; throws when none comes. */
export async function waitUntilServed(url: string, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    const response = await fetch(url, { redirect: 'manual' }).catch(() => undefined)
    if (response && response.status < 500) return
    await sleep(100)
  }
  throw new Error(`${url} did not answer within ${seconds} seconds.`)
}
