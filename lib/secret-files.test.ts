import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { makeRing } from './keys/make-ring.ts'
import { withSecretFiles } from './secret-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-secrets-'))
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
function refusal(env: Record<string, string>): string {
  try {
    withSecretFiles(env)
    return ''
  } catch (fault) {
    return String(fault)
  }
}

describe('CRY-02 secrets come from files', () => {
  it('as Docker and systemd hand them over', () => {
    const ring = makeRing()
    const config = readConfig({
      ASSENT_KEYS_FILE: file('keys', `${JSON.stringify(ring)}\n`),
      DATABASE_URL_FILE: file('database', 'file:./elsewhere.db\n'),
    })
    expect([config.keys, config.databaseUrl]).toEqual([ring, 'file:./elsewhere.db'])
  })

  it('which must be there, hold something, and not be contradicted', () => {
    expect(refusal({ ASSENT_KEYS_FILE: '/nowhere/keys' })).toContain('ASSENT_KEYS_FILE: /nowhere/keys cannot be read')
    expect(refusal({ MAIL_URL_FILE: file('empty', '\n') })).toContain('is empty')
    const both = refusal({ MAIL_URL: 'smtp://u:secret@mail', MAIL_URL_FILE: file('mail', 'smtp://u:hidden@mail') })
    expect(both).toContain('MAIL_URL_FILE: leave one of them out')
    expect(both).not.toMatch(/secret|hidden/)
  })

  it('and an empty variable names no file', () => {
    expect(withSecretFiles({ SMS_URL_FILE: '' })).toEqual({ SMS_URL_FILE: '' })
  })
})
