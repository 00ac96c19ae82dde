/** Where the time begins, so that eight characters of it last until 2109. */
const beginsAt = Date.UTC(2020, 0)

/**
 * The time as the beginning of a key: eight characters whose order is that of the time. Rows made together then lie together
 * in every index of that key; those all over an index cost a write to the disk each (RFC 9562 section 2.1). In: epoch
 * milliseconds; all before 2020 are one.
 */
export function timePrefix(at: number): string {
  return Math.max(0, at - beginsAt)
    .toString(36)
    .padStart(8, '0')
}
