const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Years in which the living, their children and their weddings fall. */
const firstYear = 1920
const lastYear = 2039

/**
 * Whether a PIN can be read as a date: day, month and two digits of the year in the three orders in use (DDMMYY, MMDDYY,
 * YYMMDD), or a whole year with month, or with day and month in one digit each (MMYYYY, YYYYMM, DMYYYY, YYYYMD), in
 * either order.
 */
export function isDate(pin: string): boolean {
  const [a = '', b = '', c = ''] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)]
  if (isDay(a, b) || isDay(b, a) || isDay(c, b)) return true
  return (isYear(pin.slice(2)) && isShortDate(a)) || (isYear(pin.slice(0, 4)) && isShortDate(c))
}

function isDay(day: string, month: string): boolean {
  const longest = longestMonths[Number(month) - 1]
  return longest !== undefined && Number(day) >= 1 && Number(day) <= longest
}

function isYear(digits: string): boolean {
  return Number(digits) >= firstYear && Number(digits) <= lastYear
}

/** A month in two digits, or a day and a month in one digit each: anything but 00 and the tens from 20. */
function isShortDate(digits: string): boolean {
  return digits === '10' || !/0$/.test(digits)
}
