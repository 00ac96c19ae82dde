/** The id of a user of the bench. */
export const benchUser = (index: number): string => `bench-user-${index}`

/** Prime, so that all have their turn, and far from the one before. */
const stride = 7919

/** A mint like no other: each user in turn, each time for another amount. In: its number, how many users there are. */
export function mintBody(index: number, users: number): string {
  const operation = {
    amount: { value: 100 + index, currency: 'EUR' },
    payee: { name: 'Lina Berg Ceramics', account: 'FR7630006000011234567890189' },
    reference: `Order ${index}`,
  }
  return JSON.stringify({
    userId: benchUser((index * stride) % users),
    purpose: 'payment',
    operation,
    state: `state-${index}`,
  })
}
