'use server'

import type { FormState } from '../../../lib/sca/view.ts'
import { galleryAllowed } from '../../../lib/web/gallery-allowed.ts'

/** The buttons of the gallery do nothing: every press is answered with what was there before. */
export async function galleryAction(state: FormState, _form: FormData): Promise<FormState> {
  // Called by hand, it may be given no state.
  return galleryAllowed() && typeof state === 'object' && state !== null ? { ...state, turn: state.turn + 1 } : state
}
