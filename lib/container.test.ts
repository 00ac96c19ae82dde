import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeDeps } from './container.ts'

describe('OPS-01 an address that cannot be used', () => {
  it.each([
    ['smtp://shop:secret-1%@mail.example', 'MAIL_URL: has a percent sign that is not part of an encoding'],
    ['smtp://shop:secret-1@mail.example?pool=true', 'MAIL_URL: takes no option but tls=off'],
    ['smtp:', 'MAIL_URL: must be smtp://host'],
  ])('%s is said by its variable, and no database is made', (address, said) => {
    const folder = mkdtempSync(join(tmpdir(), 'assent-container-'))
    const make = () => makeDeps({ ASSENT_DATA: folder, LOG_LEVEL: 'silent', MAIL_URL: address })
    expect(make).toThrow(said)
    expect(make).not.toThrow(/secret-1/)
    expect(existsSync(join(folder, 'assent.db'))).toBe(false)
  })
})
