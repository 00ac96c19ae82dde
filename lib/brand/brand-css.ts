import { coloursOf } from './colours-key.ts'
import { type Palette, palette } from './palette.ts'

const tokens = {
  '--accent': 'accent',
  '--accent-pressed': 'accentPressed',
  '--on-accent': 'onAccent',
  '--accent-soft': 'accentSoft',
  '--mark': 'mark',
  '--on-mark': 'onMark',
} as const satisfies Record<string, keyof Palette>

/**
 * The stylesheet of a brand. In: its key, from an address that anybody may have typed. Out: CSS made of nothing but
 * colours that were read and checked, valid for pages of this key only; null where the key names no colours that may be
 * set.
 */
export function brandCss(key: string): string | null {
  const colours = coloursOf(key)
  if (!colours) return null
  const { light, dark } = palette(colours.primary, colours.secondary)
  const set = (token: string, name: keyof Palette) => `${token}:light-dark(${light[name]},${dark[name]})`
  const page = `.page[data-brand='${key}']`
  return [
    `${page}{${Object.entries(tokens)
      .map(([token, name]) => set(token, name))
      .join(';')}}`,
    // What leaves money or will keeps the head of its purpose, so that no brand can make one look like a sign-in.
    `${page}:not([data-purpose='payment'],[data-purpose='payee']){${set('--operation', 'operation')}}`,
    '',
  ].join('\n')
}
