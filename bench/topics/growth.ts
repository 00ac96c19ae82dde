import type { Outcome, Settings } from '../topic.ts'

export async function growth(_: Settings): Promise<Outcome> {
  return { tables: [], budgets: [] }
}
