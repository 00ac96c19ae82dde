import type { Hex } from './contrast.ts'

/** What a brand's colours stand on, by theme, as in `app/styles/tokens.css`; a test holds the two together. */
export const grounds = {
  light: { ground: '#f2f4f7', surface: '#ffffff', text: '#12161d', muted: '#525c6b' },
  dark: { ground: '#0b0e13', surface: '#151a21', text: '#eef1f6', muted: '#a9b3c1' },
} as const satisfies Record<Theme, Record<string, Hex>>

export type Theme = 'light' | 'dark'

/** WCAG 2.2 AA: text (1.4.3), and what is no text but has to be seen (1.4.11). */
export const least = { text: 4.5, graphic: 3 } as const
