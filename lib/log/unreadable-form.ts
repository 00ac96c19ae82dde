/** What React says of the arguments of a Server Action that no page of ours has made. */
const saidByReact = [
  // JavaScript says these in its place: there is no list of arguments, or one names bytes that are not there.
  /^CreateListFromArrayLike called on non-object$/,
  /^Cannot read properties of null \(reading 'length'\)$/,
  /^Cannot read properties of undefined \(reading 'arrayBuffer'\)$/,
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

/** What Next says itself. */
const saidByNext = [/^Server Action arguments list is too long/]

/** What the reader of forms says that Next brings along. */
const saidByBusboy = [
  /^Malformed (content type|part header|urlencoded form)$/,
  /^Missing Content-Type$/,
  /^Multipart: Boundary not found$/,
  /^Unexpected end of (file|form)$/,
  /^Unsupported content type: /,
]

/**
 * What the request is to be told whose form could not be read: made by hand or cut off, and no fault of ours. Next throws it
 * before any code of ours runs, and would answer 500. It counts only where Next itself was reading, so that a text which we
 * cannot read stays our fault. In: what was thrown while a POST was worked on. Out: the status; null where it is something else.
 */
export function unreadableForm(thrown: Error): 400 | 413 | null {
  const { message } = thrown
  const [first = '', ...others] = placesOf(thrown)
  // Node reads the forms of pages without script, and nothing of ours has it read any.
  if (message === 'Failed to parse body as FormData.')
    return [first, ...others].every((place) => place.includes('node:internal')) ? 400 : null
  if (!/next[\\/]dist[\\/]compiled[\\/]next-server[\\/]app-page/.test(first)) return null
  // Of a body that came without its length: `page-listener.ts` refuses one that says it.
  if (/^Body exceeded .* limit\./.test(message)) return 413
  const known = [...saidByReact, ...saidByNext, ...saidByBusboy].some((words) => words.test(message))
  return known || thrown instanceof SyntaxError ? 400 : null
}

/** Where it was thrown and from where that was called, past what is built into the language. */
function placesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('<anonymous>)'))
}
