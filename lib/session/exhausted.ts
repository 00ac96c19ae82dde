import { mostEvents } from '../sca/limits.ts'
import type { Opened } from './opened.ts'

/**
 * Has more happened in this session than a person does in ten minutes? Every look at a session reads its whole log, so
 * whoever could lengthen it without end could keep the server busy with one link.
 */
export function exhausted({ seq }: Pick<Opened, 'seq'>): boolean {
  return seq >= mostEvents
}
