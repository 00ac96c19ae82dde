import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDeps } from '../container.ts'
import { runCommand } from './run-command.ts'

// The brand of a platform, set by the real commands on a real file.
const folder = mkdtempSync(join(tmpdir(), 'assent-brand-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function assent(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, {
    env: { ASSENT_DATA: folder },
    say: (line) => void out.push(line),
    note: (line) => void err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function stored(id: string) {
  const { store } = makeDeps({ ASSENT_DATA: folder, LOG_LEVEL: 'silent' })
  const brand = (await store.findPlatform(id))?.brand
  const logo = brand?.logo ? await store.findLogo(brand.logo.hash) : null
  await store.close()
  return { brand, logo }
}

const file = (name: string) => join(folder, name)

beforeAll(async () => {
  const mark =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><circle cx="90" cy="90" r="70" fill="#0b5d57"/></svg>'
  await sharp(Buffer.from(mark)).png().toFile(file('logo.png'))
  writeFileSync(file('empty.png'), '')
  writeFileSync(file('page.png'), '<!doctype html><script>alert(1)</script>')
  writeFileSync(file('huge.png'), Buffer.alloc(600_000))
})

describe('the brand of a platform', () => {
  it('is set when it is made, with a logo that was drawn anew', async () => {
    const made = await assent(
      'platform',
      'create',
      'Shop',
      '--colour',
      '#1D4FC4',
      '--colour-2',
      '#0b5d57',
      '--logo',
      file('logo.png'),
    )
    expect(made.code).toBe(0)
    const { brand, logo } = await stored('shop')
    expect(brand).toMatchObject({ primary: '#1d4fc4', secondary: '#0b5d57', logo: { width: 432, height: 160 } })
    expect(logo?.hash).toBe(
      createHash('sha256')
        .update(logo?.bytes ?? '')
        .digest('base64url'),
    )
    expect((await sharp(logo?.bytes).metadata()).format).toBe('webp')
    expect((await assent('platform', 'list')).out).toMatch(/#1d4fc4 #0b5d57 logo/)
    expect(JSON.parse((await assent('platform', 'show', 'shop')).out)).toMatchObject({
      id: 'shop',
      brand: {
        colour: '#1d4fc4',
        colour2: '#0b5d57',
        logo: { width: 432, url: expect.stringMatching(/\/brand\/.{43}\.webp$/) },
      },
      activeKeys: [expect.any(String)],
    })
  })

  it('changes in the parts that are given', async () => {
    expect((await assent('platform', 'update', 'shop', '--colour-2', '#ffcc00')).code).toBe(0)
    expect((await stored('shop')).brand).toMatchObject({
      primary: '#1d4fc4',
      secondary: '#ffcc00',
      logo: { width: 432 },
    })
    expect((await assent('platform', 'update', 'shop', '--no-logo')).code).toBe(0)
    expect(await stored('shop')).toMatchObject({ brand: { primary: '#1d4fc4', logo: null }, logo: null })
    expect((await assent('platform', 'update', 'shop', '--logo', file('logo.png'), '--no-colours')).code).toBe(0)
    expect((await stored('shop')).brand).toMatchObject({ primary: null, secondary: null, logo: { height: 160 } })
    expect((await assent('platform', 'update', 'shop', '--name', 'Store')).code).toBe(0)
    expect((await stored('shop')).logo).not.toBeNull()
  })

  it.each([
    [['--colour', '#ffcc00'], 1, 'low-contrast: #ffcc00 on #f2f4f7'],
    [['--colour', '#ffcc00'], 1, '1.37:1;\n4.5:1 is needed (WCAG 2.2 AA). Of the same hue, #'],
    [['--colour', 'red'], 1, 'not-a-colour: --colour red'],
    [['--colour', '#1d4fc4', '--colour-2', '#fff'], 1, 'not-a-colour: --colour-2 #fff'],
    [['--colour-2', '#0b5d57'], 1, 'no-first-colour'],
    [['--logo', 'empty.png'], 1, 'empty: '],
    [['--logo', 'page.png'], 1, 'not-an-image: '],
    [['--logo', 'huge.png'], 1, 'file-too-large: '],
    [['--logo', 'nowhere.png'], 1, 'no-file: '],
    [['--logo', 'logo.png', '--no-logo'], 2, 'Either --logo or --no-logo.'],
    [['--colour', '#1d4fc4', '--no-colours'], 2, 'Either colours or --no-colours.'],
  ] as const)('is left as it was by %j (A11Y-12)', async (args, code, text) => {
    const before = await stored('shop')
    const paths = args.map((arg) => (arg.endsWith('.png') ? file(arg) : arg))
    const answer = await assent('platform', 'update', 'shop', '--name', 'Changed', ...paths)
    expect(answer.code).toBe(code)
    expect(answer.err).toContain(text)
    expect(await stored('shop')).toEqual(before)
    expect((await assent('platform', 'show', 'shop')).out).not.toContain('Changed')
  })

  it('makes no platform when it cannot be set (A11Y-12)', async () => {
    expect((await assent('platform', 'create', 'Other', '--colour', '#ffcc00')).code).toBe(1)
    expect((await assent('platform', 'show', 'other')).code).toBe(1)
  })
})
