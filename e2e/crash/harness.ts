import { readFileSync } from 'node:fs'
import { inspect, type Part } from './inspect.ts'
import { castOf, type Journey } from './journeys.ts'
import type { MortalServer } from './mortal-server.ts'
import { type Point, pointAt, type Spot, spotOf } from './points.ts'
import { readWitness } from './witness.ts'

/** What was done and what was found. */
export class Tally {
  /** Named points at which the server died, with how often. */
  readonly points = new Map<Spot, number>()
  journeys = 0
  /** Journeys that a death brought to another end than the one meant: cleanly, but not as wanted. */
  endedOtherwise = 0
  /** Points that were armed and not reached. */
  missed = 0
  readonly findings: string[] = []

  died(spots: readonly Spot[]): void {
    for (const spot of spots) this.points.set(spot, (this.points.get(spot) ?? 0) + 1)
  }

  text(server: MortalServer): string {
    return [
      `${this.points.size} named points, ${server.deaths} kills, ${server.deaths} restarts, ${this.journeys} journeys`,
      `${this.endedOtherwise} journeys ended otherwise than meant, ${this.missed} points were not reached`,
      `${this.findings.length} findings`,
      ...this.findings.map((finding) => `  ${finding}`),
    ].join('\n')
  }
}

/** Looks at the data after every death, before the next start. In: which part of it. */
export function examineDeaths(server: MortalServer, tally: Tally, part: () => Part): void {
  server.onDeath = async () => {
    const { dataFolder } = server
    const last = readWitness(`${dataFolder}/witness.jsonl`, part().line).at(-1)
    if (last?.state === 'died') tally.died((last.result as string[]).map((place) => `${last.verb} ${place}` as Spot))
    for (const found of await inspect(server, part())) tally.findings.push(`after death ${server.deaths}: ${found}`)
  }
}

/** The present end of the data: whoever looks from here on sees only what comes. */
export function fromNowOn({ dataFolder, ahead }: MortalServer): Part {
  const text = readFileSync(`${dataFolder}/witness.jsonl`, 'utf8')
  return { since: Date.now() + ahead, line: text.split('\n').length - 1 }
}

/** What a server does by itself has no turn that comes again. */
const byItself = /claimDeliveries|settleDelivery|drop|Notice/

/** Every instant of a journey at which the server may die, found by letting it pass once. */
export async function instantsOf(server: MortalServer, journey: Journey): Promise<Point[]> {
  const cast = await castOf(server, journey)
  await server.arm(null)
  if (cast) await journey.run(cast, {})
  const passed = await server.arm(null)
  return [...passed].flatMap(([spot, times]) =>
    // The kinds of a record, and whose commit it is, are further names of the same instant.
    / record | commit of /.test(spot)
      ? []
      : Array.from({ length: byItself.test(spot) ? 1 : times }, (_, turn) => pointAt(spot, turn + 1)),
  )
}

/** Lets a journey happen with one death in it. A single one must not keep anybody from what they wanted. */
export async function dieOnce(
  server: MortalServer,
  tally: Tally,
  journey: Journey,
  point: Point,
  reloads: boolean,
): Promise<void> {
  const label = `${journey.name}, ${spotOf(point)} ${point.turn}${reloads ? ', reloads' : ''}`
  try {
    const cast = await castOf(server, journey)
    if (!cast) throw new Error('the cast is not complete')
    const deaths = server.deaths
    await server.arm(point)
    const { outcome, meant } = await journey.run(cast, { reloads })
    await server.arm(null)
    tally.journeys++
    if (server.deaths === deaths) tally.missed++
    if (outcome !== meant) tally.findings.push(`${label}: ${outcome}, not ${meant}`)
  } catch (fault) {
    await server.arm(null)
    tally.findings.push(`${label}: ${fault instanceof Error ? fault.stack : String(fault)}`)
  }
}
