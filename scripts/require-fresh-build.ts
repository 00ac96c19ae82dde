import { buildIsFresh } from './support/sources.ts'

/** Before browser journeys: they run what was built, pages and server, and must not judge an older state. */
export default function requireFreshBuild(): void {
  if (!buildIsFresh()) throw new Error('The build is older than the sources: run `npm run build`, or `npm run e2e`.')
}
