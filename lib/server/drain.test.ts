import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it } from 'vitest'
import { drain } from './drain.ts'

/** A server whose answers wait until they are let go. Out: the server, how to ask it, those waiting. */
async function serving() {
  const waiting: ServerResponse[] = []
  const reached: (() => void)[] = []
  const server = createServer((_, response) => {
    waiting.push(response)
    reached.shift()?.()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  /** Asks, and comes back when the request is under way. Out: what is answered. */
  const ask = async () => {
    const arrived = new Promise<void>((resolve) => reached.push(resolve))
    const answered = new Promise<string>((resolve) => {
      get({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } }, (response: IncomingMessage) => {
        response.on('data', (chunk) => resolve(String(chunk)))
      }).on('error', ({ message }) => resolve(message))
    })
    await arrived
    return { answered }
  }
  return { server, port, waiting, ask }
}

it('REL-13 finishes what is under way, takes nothing new, and only then closes what it needs for it', async () => {
  const { server, port, waiting, ask } = await serving()
  const { answered } = await ask()
  const order: string[] = []
  const stopped = drain(server, async () => void order.push('closed'), 30_000)
  const late = new Promise<string>((resolve) => connect(port, '127.0.0.1').on('error', () => resolve('refused')))
  expect(await late).toBe('refused')
  expect(order).toEqual([])
  order.push('answered')
  waiting[0]?.end('done')
  expect(await answered).toBe('done')
  await stopped
  expect(order).toEqual(['answered', 'closed'])
})

it('REL-13 does not wait for ever for a client that never ends', async () => {
  const { server, ask } = await serving()
  const { answered } = await ask()
  let closed = false
  await drain(
    server,
    async () => {
      closed = true
    },
    50,
  )
  expect(closed).toBe(true)
  expect(await answered).toBe('socket hang up')
})
