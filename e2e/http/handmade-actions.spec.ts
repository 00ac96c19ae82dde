import { expect, test } from '../fixtures.ts'
import { alone } from './alone.ts'

test('a form made by hand is told so, and rings no alarm (REL-15)', () =>
  alone(async ({ redirectUrl, post, stopAndRead }) => {
    const page = await (await fetch(redirectUrl)).text()
    const id = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/.exec(page)?.[1] ?? ''
    expect(id).toHaveLength(42)

    const bound = `{"id":"${id}","bound":"$@1"}`
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
    const ofScripts = ['nonsense', '["$Q1"]', '["$1:a"]', '{']
    const script = { 'next-action': id }
    const answers = [
      ...ofForms.map((fields) => () => post(redirectUrl, form({ $ACTION_REF_1: '', ...fields }))),
      ...ofScripts.map((body) => () => post(redirectUrl, body, { ...script, 'content-type': 'text/plain' })),
      () => post(redirectUrl, form({ 1: 'x' }), script),
    ]
    for (const answer of answers) expect((await answer()).status).toBe(400)

    const levels = (await stopAndRead()).map(({ level }) => level as number)
    expect(levels).toContain(40)
    expect(levels.filter((level) => level >= 50)).toEqual([])
  }))
