import { openSync, readFileSync, writeSync } from 'node:fs'

/** What the server had been told by its store when it died. */
export interface Testimony {
  readonly verb: string
  readonly state: 'begun' | 'done' | 'died'
  /** The user or session that the call was about. */
  readonly subject: string
  /** Whether the call may give a spent try back. */
  readonly gives?: boolean
  readonly result?: unknown
}

/**
 * The server's own account of what it did. Written line by line with the call itself, so that a killed process leaves
 * all of it: what the store said was written must be found in the database afterwards.
 */
export class Witness {
  readonly #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'a')
  }

  note(testimony: Testimony): void {
    writeSync(this.#file, `${JSON.stringify(testimony)}\n`)
  }
}

/** Reads what was witnessed since the line `from`. */
export function readWitness(path: string, from: number): Testimony[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(from, -1)
  return lines.map((line) => JSON.parse(line) as Testimony)
}
