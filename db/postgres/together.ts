/**
 * The answers to what was sent together. Throws the fault of the first that has one, in the order given: after it the
 * database refuses all the others, which says nothing.
 */
export async function together<T extends readonly unknown[]>(
  sent: readonly [...T],
): Promise<{ [I in keyof T]: Awaited<T[I]> }> {
  const settled = await Promise.allSettled(sent)
  for (const one of settled) if (one.status === 'rejected') throw one.reason
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never
}
