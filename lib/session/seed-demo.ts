import type { PlatformRow } from '../../db/store.ts'
import { tokenHash } from '../keys/hash.ts'
import { returnUrlProblem } from '../sca/return-url.ts'
import { apiKeyRow } from './api-key.ts'
import { demoBrand, demoLogo } from './demo-brand.ts'
import type { Deps } from './deps.ts'

type SeedDeps = Pick<Deps, 'config' | 'store' | 'clock' | 'random'>

const demo = { id: 'demo', name: 'Northwind', policy: 'strict', brand: demoBrand } as const

/**
 * Makes the platform that the sandbox is tried out with, or brings it to what the configuration says: its return URLs,
 * and its API key active. Does nothing without `ASSENT_DEMO_KEY`; doing it again changes nothing. Throws when an address
 * cannot be registered, and when the key was revoked or is another platform's.
 */
export async function seedDemo(deps: SeedDeps): Promise<void> {
  const { config, store, clock } = deps
  if (config.mode !== 'sandbox' || config.demo === null) return
  const { apiKey, returnUrls } = config.demo
  requireRegistrable(returnUrls)
  const existing = await store.findPlatform(demo.id)
  // Policy and brand are the operator's to change, so that all of it can be tried out.
  const platform: PlatformRow = { ...demo, createdAt: clock.now(), ...existing, name: demo.name, returnUrls }
  const made = await store.createPlatform(platform, [], demoLogo(demo.id))
  if (made === 'exists') await store.updatePlatform(platform)
  await activateKey(deps, apiKey)
}

function requireRegistrable(returnUrls: readonly string[]): void {
  const faults = returnUrls.flatMap((url) => {
    const problem = returnUrlProblem(url, true)
    return problem ? [`ASSENT_DEMO_RETURN_URLS: ${url} cannot be registered (${problem})`] : []
  })
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

async function activateKey(deps: SeedDeps, apiKey: string): Promise<void> {
  const { store, clock } = deps
  const owner = await store.findPlatformByKey(tokenHash(apiKey))
  if (owner?.platform.id === demo.id) return
  if (owner) throw new Error(`ASSENT_DEMO_KEY: this key is in use by the platform ${owner.platform.id}`)
  const keys = await store.listApiKeys(demo.id)
  const known = keys.find(({ keyHash }) => keyHash === tokenHash(apiKey))
  if (known?.revokedAt === null) return
  if (known) throw new Error('ASSENT_DEMO_KEY: this key was revoked; set another')
  const row = apiKeyRow(deps, demo.id, apiKey)
  try {
    if ((await store.addApiKey(row)) === 'added') return
  } catch (fault) {
    // A server that starts at the same time on the same database may have added it.
    const now = await store.findPlatformByKey(tokenHash(apiKey))
    if (now?.platform.id === demo.id) return
    throw fault
  }
  // A changed demo key takes the place of the oldest one.
  const oldest = keys.find(({ revokedAt }) => revokedAt === null)
  if (oldest) await store.revokeApiKey(oldest.id, clock.now())
  if ((await store.addApiKey(row)) !== 'added') throw new Error('ASSENT_DEMO_KEY: the platform demo has too many keys')
}
