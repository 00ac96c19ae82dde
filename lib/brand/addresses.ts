/** Where the stylesheet of a brand is. In: the key of its colours. The number is that of the rules that derive them. */
export function coloursPath(key: string): string {
  return `/brand/1/${key}.css`
}

/** Where a logo is: under the hash of its bytes, so that the address never means another picture. */
export function logoPath(hash: string): string {
  return `/brand/${hash}.webp`
}
