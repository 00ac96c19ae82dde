import { existsSync, readFileSync } from 'node:fs'

const written = '.next/required-server-files.json'

/**
 * Hands Next the configuration that its build wrote down, as the server does that Next makes for `output: standalone`.
 * Otherwise it would compile next.config.ts at every start, with a compiler of 50 MB that nothing needs afterwards.
 */
export function useBuiltPagesConfig(): void {
  if (!existsSync(written)) return
  const { config } = JSON.parse(readFileSync(written, 'utf8')) as { config: object }
  process.env['__NEXT_PRIVATE_STANDALONE_CONFIG'] = JSON.stringify(config)
}
