/** Which code the form answers, so that an older page cannot spend a try on a newer code. Null: none is out. */
export function CodeId({ id }: { readonly id: string | null }) {
  return id === null ? null : <input type="hidden" name="codeId" defaultValue={id} />
}
