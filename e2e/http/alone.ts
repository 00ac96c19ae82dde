import { type Assent, startAssent } from '../assent.ts'
import { platformOf } from '../platform.ts'
import { newUser, type User } from '../user.ts'

/** A server that nobody else talks to, and the link of a session on it. */
export interface Alone {
  readonly assent: Assent
  readonly user: User
  readonly redirectUrl: string
  /** Posts with the headers of our own page, whatever the body is. Out: the answer, read to its end. */
  post(
    address: string,
    body: FormData | ReadableStream | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  /** Stops the server. Out: all that it wrote, a record for each line; throws where one is no JSON. */
  stopAndRead(): Promise<Record<string, unknown>[]>
}

/** Does work with a server of its own, whose log is then of this work alone. */
export async function alone(work: (given: Alone) => Promise<void>): Promise<void> {
  const assent = await startAssent()
  try {
    const platform = platformOf(assent)
    const user = newUser()
    await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
    const { redirectUrl } = await platform.mint(user.userId, 'access', { scope: 'accounts' })
    const post: Alone['post'] = async (address, body, headers = {}) => {
      const own = { origin: assent.origin, 'sec-fetch-site': 'same-origin' }
      const sent = {
        method: 'POST',
        body,
        headers: { ...own, ...headers },
        redirect: 'manual',
        duplex: 'half',
      } as const
      const answer = await fetch(address, sent)
      await answer.arrayBuffer()
      return answer
    }
    const stopAndRead = async () => {
      await assent.stop()
      const lines = assent.log().split('\n')
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>)
    }
    await work({ assent, user, redirectUrl, post, stopAndRead })
  } finally {
    await assent.remove()
  }
}
