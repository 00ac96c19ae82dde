/** User, password or option of an address as it was meant. Throws an error that does not repeat it. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error('has a percent sign that is not part of an encoding: write it as %25')
  }
}
