// `npm run journey`: writes what is told of the journeys anew, from the table of steps.
import { mkdirSync, writeFileSync } from 'node:fs'
import { journeyPage } from '../lib/sca/explore/diagram.ts'
import { goldenJourneys } from '../lib/sca/explore/journeys.ts'

const root = new URL('../', import.meta.url)
mkdirSync(new URL('docs/', root), { recursive: true })
writeFileSync(new URL('docs/journey.md', root), journeyPage())
writeFileSync(new URL('lib/sca/journeys.golden.txt', root), goldenJourneys())
