import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The API key of the seeded platform: made once and kept, so that a second run finds the users of the first. */
export function ensureDemoKey(folder: string): string {
  const path = join(folder, 'demo-key')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, `ak_sandbox_${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  }
  return readFileSync(path, 'utf8').trim()
}
