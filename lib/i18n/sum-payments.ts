import type { Payment } from '../sca/operation.ts'

/** Adds a batch up, one total per currency, in the order in which the currencies appear. Exact at any size. */
export function sumPayments(
  payments: readonly Payment[],
): readonly { readonly value: bigint; readonly currency: string }[] {
  const totals = new Map<string, bigint>()
  for (const { amount } of payments) {
    totals.set(amount.currency, (totals.get(amount.currency) ?? 0n) + BigInt(amount.value))
  }
  return [...totals].map(([currency, value]) => ({ currency, value }))
}
