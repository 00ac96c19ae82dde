import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDeps } from '../container.ts'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const env = { ASSENT_DATA: folder, LOG_LEVEL: 'silent' }

async function assent(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, { env, say: (line) => void out.push(line), note: (line) => void err.push(line) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function keys() {
  const { store } = makeDeps(env)
  const rows = await store.listApiKeys('shop')
  await store.close()
  return rows
}

describe('API-01 key create', () => {
  beforeAll(async () => expect((await assent('platform', 'create', 'Shop')).code).toBe(0))

  it('refuses a scope or network that is none, and makes nothing', async () => {
    for (const wrong of [
      ['--scope', 'all'],
      ['--scope', 'read,mint'],
      ['--from', 'host.example'],
      ['--from', '10.0.0.0/40'],
    ]) {
      expect([wrong, (await assent('key', 'create', 'shop', ...wrong)).code]).toEqual([wrong, 2])
    }
    expect(await keys()).toHaveLength(1)
  })

  it('makes a key for less than everything and for certain networks, as key list says', async () => {
    const networks = ['--from', '203.0.113.0/24', '--from', '2001:db8::7']
    const made = await assent('key', 'create', 'shop', '--scope', 'mint', '--scope', 'read', ...networks)
    expect(made.code).toBe(0)
    const [first, second] = await keys()
    expect([first?.scopes, first?.addresses]).toEqual([['read', 'mint', 'admin'], []])
    expect([second?.scopes, second?.addresses]).toEqual([
      ['read', 'mint'],
      ['203.0.113.0/24', '2001:db8::7'],
    ])
    const { out } = await assent('key', 'list', 'shop')
    expect(out).toMatch(/read mint admin +anywhere +\S+ +never +active/)
    expect(out).toMatch(/read mint +203\.0\.113\.0\/24 2001:db8::7 +\S+ +never +active/)
    expect(out).not.toContain(/ak_sandbox_\S+/.exec(made.out)?.[0] ?? 'ak_')
  })

  it('makes no third active one', async () => {
    expect((await assent('key', 'create', 'shop')).code).toBe(1)
    expect(await keys()).toHaveLength(2)
  })
})
