import type { CodeView } from '../../lib/sca/view.ts'

/** Which code the form answers, so that an older page cannot spend a try on a newer code. */
export function CodeId({ code }: { readonly code: CodeView | null }) {
  return code === null ? null : <input type="hidden" name="codeId" defaultValue={code.id} />
}
