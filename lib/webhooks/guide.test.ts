import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { attemptResults } from './deliver.ts'
import { eventTypes } from './event-types.ts'
import { waitsMs } from './schedule.ts'
import { receiver } from './testing/receiver.ts'
import { webhookWorld } from './testing/world.ts'

const guide = readFileSync(fileURLToPath(new URL('../../docs/webhooks.md', import.meta.url)), 'utf8')
const cells = (pattern: RegExp) => [...guide.matchAll(pattern)].map(([, cell = '']) => cell)
const unitMs: Record<string, number> = { s: 1_000, min: 60_000, h: 3_600_000 }

describe('docs/webhooks.md', () => {
  it('names every type and every result, and no other', () => {
    expect(cells(/^\| `((?:session|user|factor)\.[a-z]+)` /gm)).toEqual(eventTypes)
    const results = guide.slice(guide.indexOf('| last result'), guide.indexOf('## Behind'))
    expect([...results.matchAll(/^\| `([a-z-]+)`/gm)].map(([, word]) => word)).toEqual(attemptResults)
  })

  it('HOOK-04 has the waits of the schedule', () => {
    const waits = cells(/^\| +\d+ \| (\d+ \w+) +\|/gm).map((wait) => {
      const [count, unit = ''] = wait.split(' ')
      return Number(count) * (unitMs[unit] ?? Number.NaN)
    })
    expect(waits).toEqual(waitsMs)
  })

  it('HOOK-06 shows how to verify, and it works: once per event, and for ours alone', async () => {
    const code = /```js\nimport .*\n\nexport ([\s\S]*?)```/.exec(guide)?.[1] ?? ''
    const onWebhook = new Function('Webhook', `return ${code}`)(Webhook)
    const shop = await receiver()
    const world = await webhookWorld()
    const { secret } = await world.endpoint(shop.url)
    const ids = await world.tell(2)
    await world.runner().step()
    await shop.close()
    const seen = new Set<string>()
    for (const { headers, body } of shop.got) {
      expect(onWebhook(secret, headers, body, seen)).toMatchObject({ type: 'user.unblocked' })
      expect(onWebhook(secret, headers, body, seen)).toBeNull()
      expect(() => onWebhook(secret, headers, `${body} `, seen)).toThrow()
    }
    expect([...seen].toSorted()).toEqual(ids.toSorted())
  })
})
