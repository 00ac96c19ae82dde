import { once } from 'node:events'
import { expect, test } from '@playwright/test'
import { freePort, type Running, start } from '../process.ts'

let server: Running | undefined
test.afterEach(async () => {
  server?.child.kill('SIGKILL')
  server = undefined
})

/** What a fault of ours anywhere in the server would do, at a signal: no request brings one about. */
const faulty = `process.on('SIGUSR2', () => { throw new Error('a call with ak_sandbox_' + 'secret'.repeat(3) + ' failed') })`

test('LOG-01 a fault that nobody caught ends the server, after Next has begun as well, with a scrubbed line', async ({
  browserName: _,
}, info) => {
  const port = await freePort()
  const env = {
    PORT: String(port),
    ASSENT_DATA: info.outputPath('data'),
    NODE_OPTIONS: `--import ${JSON.stringify(`data:text/javascript,${encodeURIComponent(faulty)}`)}`,
  }
  server = await start('server.ts', env, `http://localhost:${port}/readyz`)
  // A page has been made, so that whatever Next sets up for faults is there.
  expect((await fetch(`http://localhost:${port}/help`)).status).toBe(200)
  const { child } = server
  const ended = once(child, 'close')
  child.kill('SIGUSR2')
  expect(await ended).toEqual([1, null])
  const last = server.log().trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({ level: 50, alarm: true, cause: 'exception' })
  expect(last).toContain('a call with ak_sandbox_… failed')
  expect(server.log()).not.toContain('secretsecret')
})

test('browsers that go away in the middle of whatever they asked end no server', async ({ browserName: _ }, info) => {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  server = await start('server.ts', { PORT: String(port), ASSENT_DATA: info.outputPath('data') }, `${origin}/readyz`)
  const { child } = server
  let exited = false
  child.once('exit', () => {
    exited = true
  })
  const addresses = ['/', '/?token=sca_none', '/help', '/s/ses_none/confirm-identity', '/nothing', '/sandbox/inbox']
  for (let round = 0; round < 40; round += 1) {
    await Promise.all(
      addresses.flatMap((address) =>
        ['GET', 'POST', 'RSC'].map(async (kind) => {
          const leaving = new AbortController()
          const headers = { rsc: '1', origin, 'sec-fetch-site': 'same-origin', 'next-action': `60${'a'.repeat(40)}` }
          const asked = fetch(`${origin}${address}`, {
            method: kind === 'POST' ? 'POST' : 'GET',
            headers: kind === 'GET' ? {} : headers,
            ...(kind === 'POST' && { body: '[{},"$K1"]' }),
            signal: leaving.signal,
          })
          // At another moment of the answer in each round.
          setTimeout(() => leaving.abort(), round)
          await asked.then((response) => response.text()).catch(() => undefined)
        }),
      ),
    )
  }
  expect((await fetch(`${origin}/readyz`)).status).toBe(200)
  expect([exited, server.log().includes('nobody caught')]).toEqual([false, false])
})
