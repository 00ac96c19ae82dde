import { describe, expect, it } from 'vitest'
import { mannWhitney } from './mann-whitney.ts'

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)

describe('the test of two distributions', () => {
  it('finds equal ones equal', () => {
    expect(mannWhitney(range(0, 50), range(0, 50))).toBeCloseTo(1, 5)
    expect(mannWhitney(Array(30).fill(7), Array(30).fill(7))).toBe(1)
  })

  it('finds shifted ones different', () => {
    expect(mannWhitney(range(0, 50), range(40, 50))).toBeLessThan(1e-6)
  })

  it('agrees with a worked example: U = 60 of 400 pairs without ties is 3.8 standard deviations away', () => {
    const a = [...range(0, 17), 100, 101, 102]
    const b = range(17, 20)
    const p = mannWhitney(a, b)
    expect(p).toBeGreaterThan(1e-4)
    expect(p).toBeLessThan(2e-4)
  })
})
