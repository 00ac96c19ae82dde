import { makeRing } from '../keys/make-ring.ts'
import type { Command } from './command.ts'

/** `keys make` */
export const keysMake: Command = {
  name: 'keys make',
  usage: '',
  summary: 'Prints a fresh key ring for ASSENT_KEYS. Nothing is written.',
  details: ['Keep it in a secret store. Whoever loses it loses every PIN, contact and open session with it.'],
  needs: 0,
  run: async ({ say }) => say(JSON.stringify(makeRing())),
}
