import type { Opened } from '../session/opened.ts'

/** Where a browser that holds the session belongs now. */
export function stepPath({ record, decision }: Pick<Opened, 'record' | 'decision'>): string {
  return `/s/${record.session.id}/${'at' in decision ? decision.at : 'finish'}`
}
