import { parseArgs } from 'node:util'
import { locales } from '../../lib/i18n/locales.ts'

/** What one sheet shows: every picture in this language, theme and width. */
export interface SheetLook {
  readonly lang: string
  readonly theme: 'light' | 'dark'
  readonly width: number
}

export interface GalleryFlags {
  readonly looks: readonly SheetLook[]
  /** Screens (`welcome`) or single pictures (`welcome/payment`); empty means all. */
  readonly only: readonly string[]
}

const themes = ['light', 'dark'] as const

/** Reads `--lang en,de --theme light,dark --width 390 --only welcome`; throws on a word that it does not know. */
export function galleryFlags(args: string[]): GalleryFlags {
  const { values } = parseArgs({
    args,
    options: {
      lang: { type: 'string', default: 'en,de' },
      theme: { type: 'string', default: 'light,dark' },
      width: { type: 'string', default: '390' },
      only: { type: 'string', default: '' },
    },
  })
  const chosen = {
    lang: known('--lang', words(values.lang), locales),
    theme: known('--theme', words(values.theme), themes),
    width: words(values.width).map(pixels),
  }
  const looks = chosen.lang.flatMap((lang) =>
    chosen.theme.flatMap((theme) => chosen.width.map((width) => ({ lang, theme, width }))),
  )
  return { looks, only: words(values.only) }
}

const words = (list: string): string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

function known<Word extends string>(flag: string, given: string[], allowed: readonly Word[]): Word[] {
  return given.map((word) => {
    const found = allowed.find((one) => one === word)
    if (!found) throw new Error(`${flag} takes ${allowed.join(', ')}, not ${word}.`)
    return found
  })
}

function pixels(word: string): number {
  const width = Number(word)
  if (!Number.isInteger(width) || width < 200 || width > 4000)
    throw new Error(`--width takes 200 to 4000, not ${word}.`)
  return width
}
