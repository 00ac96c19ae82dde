import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSecret, makeSigningKey } from '../keys/make-ring.ts'
import { type KeyRing, readRing, secretKinds } from '../keys/ring.ts'
import { withSecretFiles } from '../secret-files.ts'
import { type Call, type Command, Misused, Refused, textOf } from './command.ts'
import { withFirst, withoutKey } from './keys-place.ts'

type Kind = keyof KeyRing
const kinds: readonly Kind[] = [...secretKinds, 'signing']

/** `keys rotate` */
export const keysRotate: Command = {
  name: 'keys rotate',
  usage: `--kind ${kinds.join('|')} [--behind | --first <id> | --drop <id>] [--file <path>]`,
  summary: 'Puts a fresh key of one kind in front; the others of that kind still open what they closed.',
  details: [
    'Without --file, the ring in ASSENT_KEYS or ASSENT_KEYS_FILE is read and the new one printed; without both, it is',
    'keys.json in the data folder. A file is replaced in one step. Restart the server afterwards.',
    'On several servers, so that each opens what another closes: --behind adds the fresh key behind the one in use; once all',
    'have that ring, --first puts it in front; an hour after all have that one, --drop takes the old key away.',
    'Keep old keys of the kinds field, pepper and lookup: contacts, PINs and numbers rest on them. With a fresh lookup key,',
    'counters against abuse begin anew.',
  ],
  needs: 0,
  options: {
    kind: { type: 'string' },
    file: { type: 'string' },
    behind: { type: 'boolean' },
    first: { type: 'string' },
    drop: { type: 'string' },
  },
  run: async (call) => {
    const kind = kinds.find((name) => name === textOf(call, 'kind'))
    if (!kind) throw new Misused(`--kind is one of ${kinds.join(', ')}.`)
    const given = textOf(call, 'file')
    const handed = given === undefined ? withSecretFiles(call.env)['ASSENT_KEYS'] : undefined
    const file = handed ? null : fileOf(call, given)
    const ring = readRing(file === null ? (handed ?? '') : readFileSync(file, 'utf8'))
    const rotated = changed(call, ring, kind)
    if (file === null) call.say(JSON.stringify(rotated))
    else replaceFile(file, `${JSON.stringify(rotated, null, 2)}\n`)
    const use = kind === 'signing' ? 'the first signs ten minutes after the server published it' : 'the first is in use'
    call.note(`${kind}: ${rotated[kind].map(({ id }) => id).join(', ')} (${use})`)
  },
}

function fileOf(call: Call, given: string | undefined): string {
  const file = given ?? join(call.env['ASSENT_DATA'] || './data', 'keys.json')
  if (!existsSync(file)) throw new Refused(`There is no key ring at ${file}.`)
  return file
}

function changed(call: Call, ring: KeyRing, kind: Kind): KeyRing {
  const [first, drop] = [textOf(call, 'first'), textOf(call, 'drop')]
  const behind = call.values['behind'] === true
  if ([behind, first, drop].filter((step) => step !== undefined && step !== false).length > 1)
    throw new Misused('One step at a time: --behind, --first or --drop.')
  if (first !== undefined) return withFirst(ring, kind, first)
  if (drop !== undefined) return withoutKey(ring, kind, drop)
  const fresh = kind === 'signing' ? makeSigningKey() : makeSecret(kind)
  const [inUse, ...others] = ring[kind]
  return { ...ring, [kind]: behind ? [inUse, fresh, ...others] : [fresh, ...ring[kind]] }
}

/** Never half a ring, not even after a power cut in the middle. */
function replaceFile(file: string, text: string): void {
  const next = `${file}.next`
  writeFileSync(next, text, { mode: 0o600, flush: true })
  renameSync(next, file)
}
