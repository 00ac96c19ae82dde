import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brandCss } from './brand-css.ts'
import { colourFault } from './colour-fault.ts'
import { coloursKey, coloursOf } from './colours-key.ts'
import { contrast, type Hex } from './contrast.ts'
import { grounds } from './grounds.ts'
import { fromOklch, toOklch } from './oklch.ts'
import { palette } from './palette.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value): Hex => `#${value.toString(16).padStart(6, '0')}`)
const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    // The greys that are known to stand on either side of the limits.
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#949494', '#ffffff', 3.03],
    ['#959595', '#ffffff', 2.995],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#ffffff', 8.59],
    ['#00ff00', '#ffffff', 1.37],
    ['#ffff00', '#0000ff', 8],
  ] as const)('of %s on %s is %d', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })
})

describe('OKLCH', () => {
  it('knows where white, black and red stand', () => {
    expect(toOklch('#ffffff').l).toBeCloseTo(1, 3)
    expect(toOklch('#000000').l).toBeCloseTo(0, 3)
    const red = toOklch('#ff0000')
    expect([red.l, red.c, (red.h * 180) / Math.PI].map((part) => Number(part.toFixed(2)))).toEqual([0.63, 0.26, 29.23])
  })

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        expect(fromOklch(toOklch(hex))).toBe(hex)
      }),
    )
  })

  it('makes a colour that no screen has paler, never another one', () => {
    const impossible = fromOklch({ l: 0.9, c: 0.4, h: toOklch('#0000ff').h })
    expect(impossible).toMatch(/^#[0-9a-f]{6}$/)
    expect(toOklch(impossible).l).toBeCloseTo(0.9, 1)
  })
})

describe('the colours of a brand', () => {
  it('are refused where they could not be read, with the pair, what it has and what would do (A11Y-12)', () => {
    expect(colourFault('#ffcc00')).toMatchObject({
      code: 'low-contrast',
      pair: ['#ffcc00', '#f2f4f7'],
      ratio: expect.closeTo(1.37, 1),
      needed: 4.5,
    })
    const fault = colourFault('#ffcc00')
    const instead = fault?.code === 'low-contrast' ? fault.instead : ''
    expect(colourFault(instead)).toBeNull()
    expect(toOklch(instead as Hex).h).toBeCloseTo(toOklch('#ffcc00').h, 1)
  })

  it('stand at the limit: what passes on white may fail on the page', () => {
    expect(contrast('#767676', '#ffffff')).toBeGreaterThan(4.5)
    expect(colourFault('#767676')).toMatchObject({ pair: ['#767676', '#f2f4f7'] })
    expect(colourFault('#6e6e6e')).toBeNull()
  })

  it.each(['', '#fff', '#FFFFFF', '#12345g', 'red', '#1d4fc4;}', '#1d4fc4\n', ' #1d4fc4', 'rgb(0,0,0)'])(
    'are no colours when written %j',
    (text) => expect(colourFault(text)).toEqual({ code: 'not-a-colour' }),
  )

  it('can be read wherever they stand, in both themes, whatever was accepted (A11Y-12)', () => {
    fc.assert(
      fc.property(colour, colour, (primary, secondary) => {
        fc.pre(colourFault(primary) === null)
        for (const [theme, made] of Object.entries(palette(primary, secondary))) {
          const { surface, ground, text, muted } = grounds[theme as 'light' | 'dark']
          const ratios = {
            'text on the button': contrast(made.onAccent, made.accent),
            'text on the pressed button': contrast(made.onAccent, made.accentPressed),
            'a link on the card': contrast(made.accent, surface),
            'a link on the page': contrast(made.accent, ground),
            'a link under the pointer': contrast(made.accentPressed, surface),
            'a button under the pointer': contrast(text, made.accentSoft),
            'the letter on its tile': contrast(made.onMark, made.mark),
            'what is approved': contrast(text, made.operation),
            'what explains it': contrast(muted, made.operation),
          }
          for (const [what, ratio] of Object.entries(ratios))
            expect(ratio, `${theme}: ${what}`).toBeGreaterThanOrEqual(4.5)
          expect(contrast(made.accent, made.accentSoft), `${theme}: an icon`).toBeGreaterThanOrEqual(3)
        }
      }),
      {
        numRuns: 1500,
        examples: [
          ['#000000', '#000000'],
          ['#000000', '#ffffff'],
          ['#6b6b00', '#ffff00'],
          ['#0000ff', '#ff0000'],
        ],
      },
    )
  })

  it('never make a sign-in look like a payment: the head is a tint near the ground of the card', () => {
    fc.assert(
      fc.property(colour, (secondary) => {
        for (const [theme, made] of Object.entries(palette('#1d4fc4', secondary))) {
          const surface = channels(grounds[theme as 'light' | 'dark'].surface)
          const far = Math.max(...channels(made.operation).map((part, at) => Math.abs(part - (surface[at] ?? 0))))
          expect(far).toBeLessThanOrEqual(26)
        }
      }),
    )
  })
})

describe('the grounds', () => {
  it.each(Object.keys(grounds.light))('--%s are those of the stylesheet', (name) => {
    const tokens = readFileSync(join(import.meta.dirname, '../../app/styles/tokens.css'), 'utf8')
    const { light, dark } = grounds
    const key = name as keyof typeof light
    expect(tokens).toContain(`--${name}: light-dark(${light[key]}, ${dark[key]});`)
  })
})

describe('the stylesheet of a brand', () => {
  const brand = { primary: '#1d4fc4', secondary: '#0b5d57', logo: null }

  it('sets tokens for its own pages only', () => {
    const key = coloursKey(brand) ?? ''
    expect(key).toBe('1d4fc4-0b5d57')
    const css = brandCss(key) ?? ''
    expect(css).toContain(".page[data-brand='1d4fc4-0b5d57']{--accent:light-dark(#1d4fc4,")
    expect(css.match(/--[a-z-]+(?=:)/g)?.sort()).toEqual([
      '--accent',
      '--accent-pressed',
      '--accent-soft',
      '--mark',
      '--on-accent',
      '--on-mark',
      '--operation',
    ])
  })

  it('leaves the head of payments and payees alone', () => {
    const [, last = ''] = brandCss('1d4fc4-0b5d57')?.split('\n') ?? []
    expect(last).toContain(":not([data-purpose='payment'],[data-purpose='payee']){--operation:")
  })

  it('one colour serves as both; none is none', () => {
    expect(coloursKey({ ...brand, secondary: null })).toBe('1d4fc4-1d4fc4')
    expect(coloursKey({ ...brand, primary: null, secondary: null })).toBeNull()
  })

  it.each([
    '',
    '1d4fc4',
    'ffcc00-0b5d57',
    '1d4fc4-0b5d57-0b5d57',
    "1d4fc4-0b5d57'",
    '1D4FC4-0b5d57',
    '#1d4fc4-#0b5d57',
    '../../x',
  ])('of %j there is none', (key) => {
    expect(coloursOf(key)).toBeNull()
    expect(brandCss(key)).toBeNull()
  })
})
