/** How far an erasure has come through the sessions of a user, in their order. */
export interface ErasurePlace {
  readonly createdAt: number
  readonly id: string
}

export function placeOf({ createdAt, id }: ErasurePlace): string {
  return `${createdAt} ${id}`
}

/** Null is the beginning. */
export function readPlace(place: string | null): ErasurePlace {
  const [createdAt = '-1', id = ''] = (place ?? '').split(' ')
  return { createdAt: Number(createdAt || '-1'), id }
}
