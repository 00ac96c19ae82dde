/** What React says of the arguments of a Server Action that no page of ours has made. */
const saidByReact = [
  /^Connection closed\.$/,
  /^Invalid (forward )?reference\.$/,
  /^Invalid (Iterator|Map|Set) initializer\.$/,
  /^Invalid data for bytes stream\.$/,
  /^Already initialized (Iterator|Map|Set|stream|typed array)\.$/,
  /^Cannot have cyclic thenables\.$/,
  /^Referenced Blob is not a Blob\.$/,
  /^Reply finished with incomplete file part\.$/,
  /^Could not reference an opaque temporary reference\./,
  /^Server Function has too many bound arguments\./,
  /^Maximum array nesting exceeded\./,
  /^Expected an initialized chunk but got an initialized stream chunk instead\./,
  /^BigInt is too large\./,
  /^React doesn't accept base64 encoded file uploads/,
]

/**
 * Whether a fault says that a form could not be read as what calls a Server Action: made by hand, and no fault of ours. What
 * is no JSON counts only where Next itself was reading, so that a text which we cannot read stays our fault. Next throws it
 * before any code of ours runs. In: what was thrown.
 */
export function isUndecodable(thrown: Error): boolean {
  const known = thrown instanceof SyntaxError || saidByReact.some((words) => words.test(thrown.message))
  return known && /next[\\/]dist[\\/]compiled[\\/]next-server[\\/]app-page/.test(firstPlace(thrown))
}

/** Where it was thrown, past what is built into the language. */
function firstPlace({ stack = '' }: Error): string {
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return places.find((line) => !line.includes('<anonymous>)')) ?? ''
}
