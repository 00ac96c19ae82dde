import { commonPins } from './common-pins.ts'
import { commonWords } from './common-words.ts'

const keys = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

const spelled: ReadonlySet<string> = new Set(
  commonWords.map((word) => [...word].map((letter) => keys.findIndex((letters) => letters.includes(letter))).join('')),
)

/** Whether many people would choose this PIN for a reason that no rule sees: a known number, a word spelled on the keys. */
export function isCommon(pin: string): boolean {
  return commonPins.has(pin) || spelled.has(pin)
}
