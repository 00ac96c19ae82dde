import { createHash } from 'node:crypto'
import type { Sharp } from 'sharp'
import type { Logo } from '../sca/brand.ts'
import { logoType } from './logo-type.ts'
import { plateFor } from './plate-for.ts'

/** Why a file cannot be a logo. */
export type LogoRefusal =
  | 'empty'
  | 'file-too-large'
  | 'not-an-image'
  | 'damaged'
  | 'too-many-pixels'
  | 'too-small'
  | 'too-wide'
  | 'too-tall'
  | 'blank'

/** A logo as it is stored and served. */
export interface DrawnLogo {
  readonly logo: Logo
  readonly type: 'image/webp'
  readonly bytes: Uint8Array
}

/** Bytes of the file that is given. */
export const mostBytes = 512 * 1024
/** What a picture may unfold to: 4,000 by 4,000. */
const mostPixels = 16_000_000
const leastSide = 16
/** Beyond these it would be a line on the page. */
const mostWide = 10
const mostTall = 3
/** Three pixels for each that the page gives it. */
const box = { width: 480, height: 160 }
const padding = 12
const decodeSeconds = 10

/**
 * Draws a logo anew. In: the bytes of a file that anybody may have made. Out: a WebP of at most 480 by 160 pixels, without
 * metadata, without animation, without transparency: what was see-through stands on white, or on black where its ink is
 * light, so that it can be seen in both themes. Or why it cannot be a logo. SVG is no picture here but a document.
 */
export async function readLogo(file: Uint8Array): Promise<DrawnLogo | { readonly refused: LogoRefusal }> {
  if (file.length === 0) return { refused: 'empty' }
  if (file.length > mostBytes) return { refused: 'file-too-large' }
  // Asked before the library is: it would also try documents, and formats that nobody here looked at.
  if (logoType(file) === null) return { refused: 'not-an-image' }
  // Nobody but a command that sets a logo needs it: it costs memory and time.
  const { default: sharp } = await import('sharp')
  try {
    // Reads the head of the file and unfolds nothing, so that the size can be named as what is wrong.
    const { autoOrient } = await sharp(file, { limitInputPixels: false, pages: 1 }).metadata()
    const refused = refusedSize(autoOrient.width, autoOrient.height)
    if (refused) return { refused }
    return await draw(sharp(file, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }))
  } catch {
    return { refused: 'damaged' }
  }
}

function refusedSize(width: number, height: number): LogoRefusal | null {
  if (width * height > mostPixels) return 'too-many-pixels'
  if (Math.min(width, height) < leastSide) return 'too-small'
  if (width > height * mostWide) return 'too-wide'
  if (height > width * mostTall) return 'too-tall'
  return null
}

async function draw(source: Sharp): Promise<DrawnLogo | { readonly refused: LogoRefusal }> {
  const inside = { width: box.width - 2 * padding, height: box.height - 2 * padding }
  const upright = source.timeout({ seconds: decodeSeconds }).autoOrient().toColourspace('srgb')
  const { data, info } = await upright
    .resize({ ...inside, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const plate = plateFor(data)
  if (plate === 'blank') return { refused: 'blank' }
  const { default: sharp } = await import('sharp')
  const raw = { raw: { width: info.width, height: info.height, channels: 4 as const } }
  const picture = sharp(data, raw)
  const flat =
    plate === 'opaque'
      ? picture.removeAlpha()
      : picture
          .flatten({ background: plate })
          .extend({ top: padding, bottom: padding, left: padding, right: padding, background: plate })
  const drawn = await flat.webp({ quality: 92, smartSubsample: true, effort: 5 }).toBuffer({ resolveWithObject: true })
  const hash = createHash('sha256').update(drawn.data).digest('base64url')
  const { width, height } = drawn.info
  return { logo: { hash, width, height }, type: 'image/webp', bytes: drawn.data }
}
