import { globSync, readFileSync } from 'node:fs'

/** A test as its source names it. */
export interface NamedTest {
  readonly file: string
  readonly name: string
}

const patterns = ['*/**/*.{test,contract}.{ts,tsx}', 'e2e/**/*.spec.ts']
const elsewhere = (name: string) => /^(node_modules|\.next|\.cache)$/.test(name)
const files = () => globSync(patterns, { exclude: (name) => elsewhere(name.split('/').at(-1) ?? '') })

/**
 * The texts in test files that may name a test: each first argument of a call and each first entry of a row, so that
 * tests made from tables are found too. Comments and values further in are not.
 */
export function testNames(): NamedTest[] {
  return files()
    .sort()
    .flatMap((file) => namesIn(readFileSync(file, 'utf8')).map((name) => ({ file, name })))
}

export function namesIn(source: string): string[] {
  const texts = source.matchAll(/[([]\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)
  return [...texts].map(([, , text = '']) => text.replaceAll(/\\(['"`])/g, '$1'))
}
