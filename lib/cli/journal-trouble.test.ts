import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-cli-journal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const journal = join(folder, 'elsewhere', 'journal')

async function assent(args: string[], journalFolder = journal) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, {
    env: { ASSENT_DATA: folder, ASSENT_JOURNAL: journalFolder },
    say: (line) => void out.push(line),
    note: (line) => void err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

it('REL-07 a command whose revocation could not be remembered says what to do, since it ends with its memory', async () => {
  const { out: made } = await assent(['platform', 'create', 'Shop'])
  const id = /key_\S+/.exec(made)?.[0] ?? ''
  writeFileSync(join(folder, 'in-the-way'), '')
  const revoked = await assent(['key', 'revoke', id], join(folder, 'in-the-way'))
  expect(revoked).toMatchObject({ code: 1, out: `key ${id} is revoked` })
  expect(revoked.err).toMatch(/ASSENT_JOURNAL.*do it again.*docs\/restore\.md/s)
})

it('REL-07 says of a journal that was changed, or lacks lines, that it does', async () => {
  const { out: made } = await assent(['platform', 'create', 'Other'])
  expect(await assent(['key', 'revoke', /key_\S+/.exec(made)?.[0] ?? ''])).toMatchObject({ code: 0, err: '' })
  const [file = ''] = readdirSync(journal)
  appendFileSync(join(journal, file), '\nmade up\n')
  const restored = await assent(['restored'])
  expect(restored.code).toBe(0)
  expect(restored.err).toContain('was changed')
})
