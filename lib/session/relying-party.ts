import type { Deps } from './deps.ts'

/** Who asks for a passkey, from the configuration and never from a header. */
export function relyingParty({ config }: Pick<Deps, 'config'>): { id: string; name: string; origin: string } {
  return { id: config.host, name: config.host, origin: config.origin }
}
