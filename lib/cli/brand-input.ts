import { readFileSync, statSync } from 'node:fs'
import type { LogoRow } from '../../db/store.ts'
import { colourFault, isHex } from '../brand/colour-fault.ts'
import { type DrawnLogo, type LogoRefusal, mostBytes, readLogo } from '../brand/read-logo.ts'
import type { Brand } from '../sca/brand.ts'
import { type Call, Misused, Refused, textOf } from './command.ts'

/** Options of `platform create` and `platform update` that concern the brand. */
export const brandOptions = {
  colour: { type: 'string' },
  'colour-2': { type: 'string' },
  logo: { type: 'string' },
} as const

/** Options that take a part of the brand away. */
export const unbrandOptions = { 'no-colours': { type: 'boolean' }, 'no-logo': { type: 'boolean' } } as const

export const brandUsage = '[--colour <#rrggbb> [--colour-2 <#rrggbb>]] [--logo <file>]'

export const brandDetails = [
  '--colour is the ground of buttons and the text of links, and has to be readable as both; --colour-2 the line above the',
  'page. A logo is a PNG, JPEG or WebP of at most 512 kB; it is drawn anew, at most 480 by 160 pixels.',
]

const refusals: Readonly<Record<LogoRefusal, string>> = {
  empty: 'it is empty',
  'file-too-large': 'it has more than 512 kB',
  'not-an-image': 'it is no PNG, JPEG or WebP, whatever its name says',
  damaged: 'it cannot be read: it is damaged, or only begins like a picture',
  'too-many-pixels': 'it has more than 16 million pixels',
  'too-small': 'it has fewer than 16 pixels on a side',
  'too-wide': 'it is more than ten times as wide as high',
  'too-tall': 'it is more than three times as high as wide',
  blank: 'there is nothing to see in it',
}

/** Was anything said of the brand? */
export function saysBrand(call: Call): boolean {
  return Object.keys({ ...brandOptions, ...unbrandOptions }).some((name) => call.values[name] !== undefined)
}

/**
 * The brand as a command line changes it. In: the call, the brand so far, whose it is. Out: the brand, and the bytes of
 * its logo where that is new. Throws `Misused` for what contradicts itself, `Refused` with a code for what cannot be set.
 */
export async function readBrand(
  call: Call,
  brand: Brand,
  platformId: string,
): Promise<{ readonly brand: Brand; readonly logo?: LogoRow }> {
  const colours = readColours(call, brand)
  const file = textOf(call, 'logo')
  if (file !== undefined && call.values['no-logo']) throw new Misused('Either --logo or --no-logo.')
  if (file === undefined) return { brand: { ...colours, logo: call.values['no-logo'] ? null : brand.logo } }
  const { logo, type, bytes } = await readFile(file)
  return { brand: { ...colours, logo }, logo: { platformId, hash: logo.hash, type, bytes } }
}

function readColours(call: Call, brand: Brand): Pick<Brand, 'primary' | 'secondary'> {
  const [first, second] = [textOf(call, 'colour')?.toLowerCase(), textOf(call, 'colour-2')?.toLowerCase()]
  if (call.values['no-colours']) {
    if (first !== undefined || second !== undefined) throw new Misused('Either colours or --no-colours.')
    return { primary: null, secondary: null }
  }
  if (first !== undefined) requireReadable(first)
  if (second !== undefined && !isHex(second)) throw new Refused(`not-a-colour: --colour-2 ${second} is not #rrggbb.`)
  const primary = first ?? brand.primary
  const secondary = second ?? brand.secondary
  if (primary === null && secondary !== null) throw new Refused('no-first-colour: --colour-2 goes with --colour.')
  return { primary, secondary }
}

function requireReadable(colour: string): void {
  const fault = colourFault(colour)
  if (fault === null) return
  if (fault.code === 'not-a-colour') throw new Refused(`not-a-colour: --colour ${colour} is not #rrggbb.`)
  const [text, ground] = fault.pair
  throw new Refused(
    [
      `low-contrast: ${text} on ${ground}, as links and buttons of the light theme stand, has ${floor(fault.ratio)}:1;`,
      `${fault.needed}:1 is needed (WCAG 2.2 AA). Of the same hue, ${fault.instead} would do.`,
    ].join('\n'),
  )
}

/** 4.496 is not to read as the 4.5 that it lacks. */
function floor(ratio: number): string {
  return (Math.floor(ratio * 100) / 100).toFixed(2)
}

async function readFile(path: string): Promise<DrawnLogo> {
  const known = statSync(path, { throwIfNoEntry: false })
  if (!known?.isFile()) throw new Refused(`no-file: there is no file ${path}.`)
  const drawn = known.size > mostBytes ? ({ refused: 'file-too-large' } as const) : await readLogo(readFileSync(path))
  if ('refused' in drawn) throw new Refused(`${drawn.refused}: ${path} cannot be a logo: ${refusals[drawn.refused]}.`)
  return drawn
}
