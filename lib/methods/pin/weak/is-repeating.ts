/**
 * Whether a PIN is made of few pieces said again: one or two different digits (111111, 121212, 122122), four equal
 * digits in a row (377773), a block of three twice (479479), three pairs (447799), or a palindrome (479974).
 */
export function isRepeating(pin: string): boolean {
  return (
    new Set(pin).size <= 2 ||
    /(\d)\1{3}/.test(pin) ||
    /^(\d{3})\1$/.test(pin) ||
    /^(\d)\1(\d)\2(\d)\3$/.test(pin) ||
    [...pin].reverse().join('') === pin
  )
}
