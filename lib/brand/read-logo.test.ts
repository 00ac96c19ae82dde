import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type DrawnLogo, mostBytes, readLogo } from './read-logo.ts'

const svg = (width: number, height: number, body: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`)
const drawn = (width: number, height: number, body: string) => sharp(svg(width, height, body))
/** A word in this ink, on nothing. */
const word = (ink: string, width = 300, height = 100) =>
  drawn(width, height, `<path fill="${ink}" d="M20 20h${width - 40}v20H40v${height - 60}H20z"/>`)

async function accepted(file: Uint8Array): Promise<DrawnLogo> {
  const read = await readLogo(file)
  if ('refused' in read) throw new Error(read.refused)
  return read
}

/** The colour of the corner, and whether anything is see-through. */
async function seen({ bytes }: DrawnLogo) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  return { corner: [...data.subarray(0, 3)], channels: info.channels }
}

describe('a logo', () => {
  it('is drawn anew: a WebP without anything of the file but the picture', async () => {
    const file = await word('#0b5d57')
      .withExif({ IFD0: { Copyright: 'SECRET-OWNER' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET-XMP</x:xmpmeta>')
      .png()
      .toBuffer()
    expect(file.includes('SECRET-OWNER')).toBe(true)
    const { logo, type, bytes } = await accepted(file)
    const metadata = await sharp(bytes).metadata()
    expect([type, metadata.format, metadata.exif, metadata.icc, metadata.xmp]).toEqual([
      'image/webp',
      'webp',
      undefined,
      undefined,
      undefined,
    ])
    expect(Buffer.from(bytes).includes('SECRET')).toBe(false)
    expect(logo).toEqual({
      hash: createHash('sha256').update(bytes).digest('base64url'),
      width: metadata.width,
      height: metadata.height,
    })
  })

  it.each(['png', 'jpeg', 'webp'] as const)('may be a %s', async (format) => {
    const { logo } = await accepted(
      await drawn(300, 100, '<rect width="150" height="100" fill="#c00"/>').toFormat(format).toBuffer(),
    )
    expect(logo.width / logo.height).toBeCloseTo(3, 0)
  })

  it('fits the box, small ones as they are', async () => {
    const large = await accepted(await word('#123456', 3000, 1000).png().toBuffer())
    expect([large.logo.width, large.logo.height]).toEqual([432, 160])
    const small = await accepted(await word('#123456', 90, 60).png().toBuffer())
    expect([small.logo.width, small.logo.height]).toEqual([114, 84])
  })

  it('stands on white, or on black where its ink is light, and is never see-through', async () => {
    const dark = await seen(await accepted(await word('#12161d').png().toBuffer()))
    expect(dark).toEqual({ corner: [255, 255, 255], channels: 3 })
    const light = await seen(await accepted(await word('#ffffff').png().toBuffer()))
    expect(light.channels).toBe(3)
    expect(Math.max(...light.corner)).toBeLessThan(0x30)
    const yellow = await seen(await accepted(await word('#ffe000').png().toBuffer()))
    expect(Math.max(...yellow.corner)).toBeLessThan(0x30)
  })

  it('keeps the ground that it brings', async () => {
    const file = await drawn(
      300,
      100,
      '<rect width="300" height="100" fill="#00a"/><rect x="80" y="30" width="90" height="40" fill="#fff"/>',
    )
      .flatten()
      .png()
      .toBuffer()
    const { corner } = await seen(await accepted(file))
    expect(corner[2]).toBeGreaterThan(150)
    expect(corner[0]).toBeLessThan(20)
  })

  it('in grey, with 16 bits, in the colours of print or turned by its metadata is read like others', async () => {
    await accepted(await word('#333').toColourspace('b-w').png().toBuffer())
    await accepted(await word('#345678').toColourspace('rgb16').png().toBuffer())
    await accepted(await word('#345678').flatten({ background: '#fff' }).toColourspace('cmyk').jpeg().toBuffer())
    const turned = await word('#345678')
      .flatten({ background: '#fff' })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { logo } = await accepted(turned)
    expect(logo.height).toBeGreaterThan(logo.width)
  })

  it('loses its animation', async () => {
    const frames = Buffer.concat([0, 200].map((value) => Buffer.alloc(64 * 64 * 3, value)))
    frames.fill(255, 0, 3000)
    const file = await sharp(frames, { raw: { width: 64, height: 128, channels: 3, pageHeight: 64 } })
      .webp()
      .toBuffer()
    expect((await sharp(file, { animated: true }).metadata()).pages).toBe(2)
    const { bytes, logo } = await accepted(file)
    expect((await sharp(bytes, { animated: true }).metadata()).pages ?? 1).toBe(1)
    expect([logo.width, logo.height]).toEqual([64, 64])
  })
})

/** A PNG of so many pixels that says the same for all of them, in a few bytes. */
function bomb(width: number, height: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Buffer) => {
    let c = 0xffffffff
    for (const byte of bytes) c = (table[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8)
    return (c ^ 0xffffffff) >>> 0
  }
  const chunk = (name: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('no logo is', () => {
  const png = () => word('#123456').png().toBuffer()

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['an empty file', () => Buffer.alloc(0), 'empty'],
    ['a file that is too large', () => Buffer.alloc(mostBytes + 1, 0xff), 'file-too-large'],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-an-image'],
    ['an SVG, which is a document with scripts', () => svg(100, 100, '<script>alert(1)</script>'), 'not-an-image'],
    ['an archive', () => Buffer.from('504b03041400000008', 'hex'), 'not-an-image'],
    ['a GIF', () => drawn(100, 50, '<rect width="50" height="50"/>').gif().toBuffer(), 'not-an-image'],
    ['an AVIF', () => drawn(100, 50, '<rect width="50" height="50"/>').avif({ effort: 0 }).toBuffer(), 'not-an-image'],
    [
      'a script with the first bytes of a picture',
      () => Buffer.from('\x89PNG\r\n\x1a\n<script>alert(1)</script>', 'latin1'),
      'damaged',
    ],
    [
      'an SVG behind the first bytes of a JPEG',
      () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), svg(9, 9, '')]),
      'damaged',
    ],
    ['half a picture', async () => (await word('#123456').jpeg().toBuffer()).subarray(0, 700), 'damaged'],
    ['a picture that unfolds to 400 million pixels', () => bomb(20_000, 20_000), 'too-many-pixels'],
    ['a picture that unfolds to a few more than may be', () => bomb(4001, 4000), 'too-many-pixels'],
    ['a dot', () => drawn(15, 40, '<rect width="9" height="9"/>').png().toBuffer(), 'too-small'],
    ['a line', () => word('#123456', 2000, 100).png().toBuffer(), 'too-wide'],
    ['a post', () => word('#123456', 100, 400).png().toBuffer(), 'too-tall'],
    ['nothing at all', () => drawn(300, 100, '').png().toBuffer(), 'blank'],
    [
      'a plain ground',
      () => drawn(300, 100, '<rect width="300" height="100" fill="#1d4fc4"/>').jpeg().toBuffer(),
      'blank',
    ],
  ])('%s', async (_, file, refused) => {
    expect(await readLogo(await file())).toEqual({ refused })
  })

  it('a picture may have what a file may not: text behind its end', async () => {
    const { bytes } = await accepted(Buffer.concat([await png(), Buffer.from('<script>alert(1)</script>')]))
    expect(Buffer.from(bytes).includes('script')).toBe(false)
  })
})
