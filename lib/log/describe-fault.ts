import { scrub } from './scrub.ts'

/** What is written of something that was thrown. */
export interface DescribedFault {
  readonly name: string
  readonly code?: string
  readonly message?: string
  readonly stack?: string
  readonly cause?: DescribedFault
}

const causesAtMost = 3

/**
 * Says what was thrown without what it holds: other properties of it are left out (a database puts whole rows there), and
 * its texts are scrubbed. The message of a syntax error quotes what could not be read, so it is left out whole.
 */
export function describeFault(fault: unknown, deep = 0): DescribedFault {
  if (typeof fault === 'string') return { name: 'Error', message: scrub(fault) }
  if (typeof fault !== 'object' || fault === null) return { name: 'unknown' }
  const { name, code, message, stack, cause } = fault as Record<string, unknown>
  const quotes = fault instanceof SyntaxError
  return {
    name: word(name) ?? 'Error',
    ...(word(code) && { code: word(code) as string }),
    ...(typeof message === 'string' && !quotes && { message: scrub(message) }),
    ...(typeof stack === 'string' && { stack: placesOf(stack) }),
    ...(cause !== undefined && deep < causesAtMost && { cause: describeFault(cause, deep + 1) }),
  }
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.]{1,60}$/.test(value) ? value : undefined
}

/** The lines that say where; those above them repeat the message. Files are named from the folder of the server on. */
function placesOf(stack: string): string {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return lines.slice(0, 20).map(placeOf).join('\n')
}

/** A long path looks like a key, so that its parts are looked at one by one. */
function placeOf(line: string): string {
  const [, what = '', file = ''] = /^(.*? (?=\S+$)|)(.*)$/.exec(line.replace(here, '')) ?? []
  return scrub(what) + file.split('/').map(scrub).join('/')
}

const here = `${process.cwd()}/`
