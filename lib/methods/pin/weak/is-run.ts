/** Steps between three two-digit numbers that people count in: 101112, 102030, 112233, 051015. */
const strides = new Set([1, 2, 3, 5, 10, 11, 20, 22, 25, 30, 33])

/**
 * Whether a PIN counts: five digits in a row up or down by one (123450, 998765), the same step throughout and around
 * zero (135791, 890123), two runs of three (456321), or three two-digit numbers in even steps (102030, 989694).
 */
export function isRun(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10)
  const text = steps.map((step) => (step === 1 ? 'u' : step === 9 ? 'd' : '.')).join('')
  return (
    steps.every((step) => step === steps[0]) ||
    /u{4}|d{4}/.test(text) ||
    /^(uu|dd).(uu|dd)$/.test(text) ||
    countsByNumbers(pin)
  )
}

function countsByNumbers(pin: string): boolean {
  const [first = 0, second = 0, third = 0] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)].map(Number)
  return second - first === third - second && strides.has(Math.abs(second - first))
}
