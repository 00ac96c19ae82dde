import type { LockEntry } from '../lockfile.ts'

interface Part {
  readonly purl: string
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
}

/** In: a list of parts (CycloneDX), the lock file. Out: how the list is not of this lock file, or null. */
export function partsFault(
  list: { readonly components?: readonly Part[] },
  packages: Readonly<Record<string, LockEntry & { readonly integrity?: string }>>,
): string | null {
  const locked = new Map(
    Object.entries(packages).map(([path, { version, integrity }]) => [
      `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
      integrity,
    ]),
  )
  const parts = (list.components ?? []).filter(({ purl }) => purl.startsWith('pkg:npm/'))
  for (const { purl, hashes } of parts) {
    const name = decodeURIComponent(purl.slice('pkg:npm/'.length))
    const hex = hashes?.find(({ alg }) => alg === 'SHA-512')?.content ?? ''
    const integrity = locked.get(name)
    if (integrity === undefined || integrity !== `sha512-${Buffer.from(hex, 'hex').toString('base64')}`) {
      return `${name} is not the one of the lock file, or has no hash there`
    }
  }
  const listed = new Set(
    parts.map(({ purl }) => decodeURIComponent(purl.slice('pkg:npm/'.length)).replace(/@[^@]*$/, '')),
  )
  const needed = Object.keys(packages['']?.dependencies ?? {})
  const missing = needed.filter((name) => !listed.has(name))
  return missing.length > 0 ? `${missing.join(', ')} is missing` : null
}
