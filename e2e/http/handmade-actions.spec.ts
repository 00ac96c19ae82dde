import { expect, test } from '../fixtures.ts'
import { alone } from './alone.ts'

const step = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/
const language = /\$ACTION_ID_([0-9a-f]{42})/

/** The name of the action that a page's forms call. */
async function actionOf(address: string, said = step): Promise<string> {
  const page = await (await fetch(address)).text()
  const id = said.exec(page)?.[1]
  if (id === undefined) throw new Error(`${address} has no action`)
  return id
}

test('a form made by hand is told so, and rings no alarm (REL-15)', () =>
  alone(async ({ assent, redirectUrl, post, stopAndRead }) => {
    const id = await actionOf(redirectUrl)

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
    const many = JSON.stringify(Array.from({ length: 1_001 }, () => 0))
    const ofScripts = ['nonsense', '["$Q1"]', '["$1:a"]', '{', 'null', '1', '"x"', '["$B1"]', '["$S1"]', many]
    const script = { 'next-action': id }
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
    const cutOff = '--x\r\nContent-Disposition: form-data; name="pin"\r\n\r\n1'
    const noForms: [string, Record<string, string>][] = [
      [cutOff, multipart],
      [cutOff, { ...multipart, ...script }],
      ['a=b', { 'content-type': 'multipart/form-data' }],
      ['a=b', { 'content-type': 'multipart/form-data', ...script }],
      ['--x\r\n\r\n\r\n--x--\r\n', { ...multipart, ...script }],
    ]
    const answers = [
      ...ofForms.map((fields) => () => post(redirectUrl, form({ $ACTION_REF_1: '', ...fields }))),
      ...ofScripts.map((body) => () => post(redirectUrl, body, { ...script, 'content-type': 'text/plain' })),
      () => post(redirectUrl, form({ 1: 'x' }), script),
      ...noForms.map(
        ([body, headers]) =>
          () =>
            post(redirectUrl, body, headers),
      ),
    ]
    for (const answer of answers) expect((await answer()).status).toBe(400)

    // What can be read is given to the action, which answers whatever it is.
    for (const read of ['[]', '{"a":1}', '[null,null]', '["$T","$T"]', '[{"turn":1,"message":{}},"$K9"]'])
      expect((await post(redirectUrl, read, { ...script, 'content-type': 'text/plain' })).status).toBe(200)
    const state = { '$ACTION_1:0': bound, '$ACTION_1:1': '[{"turn":1,"message":{"a":1},"values":[[]]}]', action: 'x' }
    expect((await post(redirectUrl, form({ $ACTION_REF_1: '', ...state }))).status).toBe(200)

    // The gallery's, too, which keeps what it is given.
    const gallery = `${assent.origin}/gallery/welcome/payment`
    const ofGallery = { 'next-action': await actionOf(gallery), 'content-type': 'text/plain' }
    for (const read of ['[]', '[null,null]', '["$T","$T"]'])
      expect((await post(gallery, read, ofGallery)).status).toBe(200)

    // The languages', too, which has no state.
    const ofLanguages = { 'next-action': await actionOf(redirectUrl, language), 'content-type': 'text/plain' }
    for (const read of ['[]', '[null]', '["$T"]', '["$K9"]'])
      expect((await post(redirectUrl, read, ofLanguages)).status).toBe(200)

    // Whoever streams says no length beforehand, so that it is found out while it comes.
    for (const headers of [multipart, { ...multipart, ...script }, { 'content-type': 'text/plain', ...script }]) {
      const begun = `--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n`
      const large = new Blob([begun, 'a'.repeat(40_000), '\r\n--x--\r\n'])
      expect((await post(redirectUrl, large.stream(), headers)).status).toBe(413)
    }

    const levels = (await stopAndRead()).map(({ level }) => level as number)
    expect(levels).toContain(40)
    expect(levels.filter((level) => level >= 50)).toEqual([])
  }))
