/**
 * The Mann-Whitney U test for two samples, with the normal approximation and a correction for ties. In: two samples of
 * at least twenty values each. Out: the two-sided probability that one population explains both. Mann, Whitney (1947).
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))]
  all.sort((x, y) => x.value - y.value)
  let rankSum = 0
  let ties = 0
  for (let start = 0; start < all.length; ) {
    let end = start
    while (end < all.length && all[end]?.value === all[start]?.value) end++
    const count = end - start
    ties += count ** 3 - count
    rankSum += ((start + 1 + end) / 2) * all.slice(start, end).filter(({ first }) => first).length
    start = end
  }
  const [n, m, total] = [a.length, b.length, all.length]
  const u = rankSum - (n * (n + 1)) / 2
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)))
  return variance === 0 ? 1 : 2 * upperTail(Math.abs(u - (n * m) / 2) / Math.sqrt(variance))
}

/** P(Z > z) of the standard normal distribution, z ≥ 0. Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series
}
