import { statfsSync } from 'node:fs'

/** `f_type` of file systems that lie on another machine: statfs(2), `linux/magic.h`. */
const onTheNetwork: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB',
  4283649346: 'SMB',
  1397113167: 'AFS',
  1196443219: 'GPFS',
  12805120: 'CephFS',
}

/** The kind of a file system on the network; null for any other. In: `f_type`, signed where the machine has 32 bits. */
export function networkKind(type: number): string | null {
  return onTheNetwork[type >>> 0] ?? null
}

/**
 * Refuses a folder on a network drive: neither the locks of SQLite nor its write-ahead log hold there, so two servers could
 * both believe that they are alone. REL-05. In: the folder. Throws with what to do.
 */
export function refuseNetworkDisk(folder: string): void {
  const kind = networkKind(statfsSync(folder).type)
  if (kind === null) return
  throw new Error(
    `The folder ${folder} is on a network drive (${kind}), where the locks of SQLite do not hold. ` +
      'Put the database on a disk of this machine (DATABASE_URL or ASSENT_DATA), or use PostgreSQL.',
  )
}
