import { expect, test } from 'vitest'
import { preferredRegions } from './preferred-regions.ts'

test.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de', ['AT', 'DE', 'CH']],
  // English as delivered does not make a German reader an American.
  ['en-US,en;q=0.9,de-CH;q=0.5', 'de', ['CH', 'DE', 'AT', 'US']],
  ['en-US', 'en', ['US', 'GB', 'IE']],
  ['zh-Hant-TW;q=0.3,fr;q=1', 'fr', ['FR', 'BE', 'CH', 'LU', 'TW']],
  ['pt-BR;q=0,pt', 'pt', ['PT']],
  ['es-419', 'es', ['ES']],
  [null, 'it', ['IT', 'CH']],
  ['*', 'nl', ['NL', 'BE']],
] as const)('%s on a page in %s: %j', (header, locale, regions) => {
  expect(preferredRegions(header, locale)).toEqual(regions)
})
