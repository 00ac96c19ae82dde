import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

// Everything goes to stderr: the output of the command itself may be read by a program.
export function say(text) {
  process.stderr.write(`assent: ${text}\n`)
}

export function fail(text) {
  say(text)
  process.exit(1)
}
