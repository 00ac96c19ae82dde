import type { KeyRing } from '../keys/ring.ts'
import { Refused } from './command.ts'

type Kind = keyof KeyRing

/** What closes something that lasts as long as its user: such a key is never taken away. */
const lasting: ReadonlySet<Kind> = new Set(['field', 'pepper', 'lookup'])

/** A ring with a key put in front: it is in use from then on. In: the ring, the kind, the key's id. Throws `Refused`. */
export function withFirst(ring: KeyRing, kind: Kind, id: string): KeyRing {
  const keys: readonly { readonly id: string }[] = ring[kind]
  const found = keys.find((key) => key.id === id)
  if (!found) throw new Refused(`The ring has no ${kind} key ${id}.`)
  return { ...ring, [kind]: [found, ...keys.filter((key) => key !== found)] }
}

/** A ring without a key. In: the ring, the kind, the key's id. Throws `Refused` for one that is in use or has to stay. */
export function withoutKey(ring: KeyRing, kind: Kind, id: string): KeyRing {
  const keys: readonly { readonly id: string }[] = ring[kind]
  if (lasting.has(kind)) throw new Refused(`Keys of the kind ${kind} have to stay: what they closed lasts.`)
  if (!keys.some((key) => key.id === id)) throw new Refused(`The ring has no ${kind} key ${id}.`)
  if (keys[0]?.id === id) throw new Refused(`${id} is in use: put another one in front first.`)
  return { ...ring, [kind]: keys.filter((key) => key.id !== id) }
}
