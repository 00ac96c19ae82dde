import { type Command, Refused } from './command.ts'

/** `backup` */
export const backup: Command = {
  name: 'backup',
  usage: '<file>',
  summary: 'Copies a SQLite database as of now into a new file, while the server goes on.',
  details: [
    'The copy is one snapshot, is read through, and belongs to you alone. It holds no key: keep the key ring elsewhere. How to',
    'restore it: docs/operations.md. PostgreSQL has tools of its own.',
  ],
  needs: 1,
  run: async ({ deps, words: [path = ''], say }) => {
    const done = await deps()
      .store.backUp(path)
      .catch((fault: NodeJS.ErrnoException) => {
        throw fault.code === 'EEXIST' ? new Refused(`${path} is there already.`) : fault
      })
    if (done === 'elsewhere') throw new Refused('PostgreSQL is backed up with its own tools: pg_dump, or an archive.')
    say(`${path} is a backup; after a restore of it: npm run assent -- restored`)
  },
}
