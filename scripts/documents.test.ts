import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { secretKinds } from '../lib/keys/ring.ts'
import { inTrouble } from '../lib/readiness/report.ts'
import { policies } from '../lib/sca/policy.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const minute = 60_000

describe('OPS-06 what an auditor asks for is written down', () => {
  it.each([
    ['threat model', 'docs/threat-model.md'],
    ['lockout policy', 'docs/lockout.md'],
    ['key ceremony', 'docs/key-ceremony.md'],
    ['restore', 'docs/restore.md'],
    ['data protection', 'docs/data-protection.md'],
  ])('%s, and the README leads to it', (_, file) => {
    expect(read(file).length).toBeGreaterThan(2_000)
    expect(read('README.md')).toContain(`](${file})`)
  })

  it('the accessibility statement is a page of every server', () => {
    expect(existsSync('app/accessibility/page.tsx')).toBe(true)
  })

  it('the lockout policy has the figures of the code, whatever policy a platform has', () => {
    const page = read('docs/lockout.md')
    for (const { tries, codes, emailMistypesPerSession } of Object.values(policies)) {
      expect(page).toContain(`| wrong tries until a block | ${tries.perBlock} |`)
      expect(page).toContain(`| first block | ${tries.firstBlockMs / minute} minutes |`)
      expect(page).toContain(`| wrong tries of one series until the block stays | ${tries.permanentAfter} |`)
      expect(page).toContain(`| wrong email addresses that end one session | ${emailMistypesPerSession} |`)
      expect(page).toContain(`| codes sent in one session, of a kind | ${codes.sendsPerSession} |`)
      expect(page).toContain(`| life of a code | ${codes.lifeMs / minute} minutes |`)
    }
  })

  it('the key ceremony says what each kind of key closes', () => {
    const rows = [...read('docs/key-ceremony.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind)
    expect(rows.toSorted()).toEqual([...secretKinds, 'signing'].toSorted())
  })
})

it.each(['docs/api.md', 'docs/operations.md'])('%s has every check of /readyz, and no other', (file) => {
  const [, table = ''] = read(file).split(/^\| check \| words \|.*\n/m)
  const rows = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(rows.toSorted()).toEqual([...Object.keys(inTrouble('unknown')), 'serving'].toSorted())
})

it.each(globSync(['*.md', 'docs/**/*.md', 'db/*.md', 'lib/sca/*.md', 'messages/*.md', 'bench/*.md']))(
  '%s leads nowhere where nothing is',
  (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)?(?:#([^)]+))?\)/g)]
    for (const [, path, anchor] of links) {
      const target = path === undefined ? file : join(dirname(file), path)
      expect(existsSync(target), `${file} → ${target}`).toBe(true)
      if (anchor === undefined || !target.endsWith('.md')) continue
      const anchors = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, '')
          .replaceAll(' ', '-'),
      )
      expect(anchors, `${file} → ${target}#${anchor}`).toContain(anchor)
    }
  },
)
