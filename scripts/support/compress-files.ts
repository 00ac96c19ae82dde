import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What is text by its name; pictures and fonts are compressed already. */
const texts = '**/*.{js,css,svg,json,map,txt}'
/** Below this a packet is saved by nothing. */
const leastBytes = 1024

const forms = [
  ['br', (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
  ['gz', (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 })],
] as const

/**
 * Compresses the files that browsers fetch, once and as small as can be, so that no request does: beside each file one
 * with `.br` and one with `.gz`, where that is smaller. In: the folder. Out: bytes before, and by Brotli after.
 */
export async function compressFiles(folder: string): Promise<{ before: number; after: number }> {
  for (const old of globSync(`${folder}/**/*.{br,gz}`)) rmSync(old)
  const sums = { before: 0, after: 0 }
  for (const path of globSync(`${folder}/${texts}`)) {
    const bytes = readFileSync(path)
    if (bytes.length < leastBytes) continue
    sums.before += bytes.length
    for (const [ending, compress] of forms) {
      const smaller = await compress(bytes)
      if (smaller.length < bytes.length) writeFileSync(`${path}.${ending}`, smaller)
      if (ending === 'br') sums.after += Math.min(smaller.length, bytes.length)
    }
  }
  return sums
}
