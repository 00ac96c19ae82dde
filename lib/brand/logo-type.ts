/** Which of the three kinds of picture a file begins like, whatever its name says; null: none of them. */
export function logoType(file: Uint8Array): 'png' | 'jpeg' | 'webp' | null {
  const starts = (bytes: string, at = 0) =>
    Buffer.from(file.subarray(at, at + bytes.length)).toString('latin1') === bytes
  if (starts('\x89PNG\r\n\x1a\n')) return 'png'
  if (starts('\xff\xd8\xff')) return 'jpeg'
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp'
  return null
}
