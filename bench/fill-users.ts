import { benchUser } from './mint-body.ts'
import type { Ours } from './servers.ts'

const atOnce = 32

/** Makes users through the API. In: our server, how many. */
export async function fillUsers({ platform }: Pick<Ours, 'platform'>, count: number): Promise<void> {
  for (let from = 0; from < count; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - from) }, (_, i) => benchUser(from + i))
    const contacts = (id: string) => ({ email: `${id}@example.com`, phoneNumber: '+33612345678' })
    await Promise.all(some.map((id) => platform.saveUser(id, contacts(id))))
  }
}
