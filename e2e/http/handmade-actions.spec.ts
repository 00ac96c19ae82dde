import { startAssent } from '../assent.ts'
import { expect, test } from '../fixtures.ts'
import { platformOf } from '../platform.ts'
import { newUser } from '../user.ts'

test('a form made by hand is told so, and rings no alarm (REL-15)', async () => {
  const assent = await startAssent()
  try {
    const platform = platformOf(assent)
    const user = newUser()
    await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
    const { redirectUrl } = await platform.mint(user.userId, 'access', { scope: 'accounts' })
    const page = await (await fetch(redirectUrl)).text()
    const id = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/.exec(page)?.[1] ?? ''
    expect(id).toHaveLength(42)

    const bound = `{"id":"${id}","bound":"$@1"}`
    const send = async (body: FormData | string, headers: Record<string, string> = {}) => {
      const own = { origin: assent.origin, 'sec-fetch-site': 'same-origin' }
      const answer = await fetch(redirectUrl, {
        method: 'POST',
        body,
        headers: { ...own, ...headers },
        redirect: 'manual',
      })
      await answer.arrayBuffer()
      return answer.status
    }
    const form = (fields: Record<string, string>) => {
      const made = new FormData()
      for (const [name, value] of Object.entries(fields)) made.append(name, value)
      return made
    }
    const ofForms = [
      { '$ACTION_1:0': bound },
      { '$ACTION_1:0': bound, '$ACTION_1:1': 'nonsense' },
      { '$ACTION_1:0': `{"id":"${id}",` },
      { '$ACTION_1:0': bound, '$ACTION_1:1': '["$Q9"]' },
      { '$ACTION_1:0': bound, '$ACTION_1:1': '["$nzz"]' },
      { '$ACTION_1:0': bound, '$ACTION_1:1': '["$1:__proto__:x"]' },
    ]
    for (const fields of ofForms) expect(await send(form({ $ACTION_REF_1: '', ...fields }))).toBe(400)
    const ofScripts = ['nonsense', '["$Q1"]', '["$1:a"]', '{']
    for (const body of ofScripts)
      expect(await send(body, { 'next-action': id, 'content-type': 'text/plain' })).toBe(400)
    expect(await send(form({ 1: 'x' }), { 'next-action': id })).toBe(400)

    await assent.stop()
    const lines = assent
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    const levels = lines.map((line) => (JSON.parse(line) as { level: number }).level)
    expect(levels).toContain(40)
    expect(levels.filter((level) => level >= 50)).toEqual([])
  } finally {
    await assent.remove()
  }
})
