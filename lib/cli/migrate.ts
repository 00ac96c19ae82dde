import { shownDatabaseUrl } from '../database-url.ts'
import type { Command } from './command.ts'

/** `migrate` */
export const migrate: Command = {
  name: 'migrate',
  usage: '',
  summary: 'Brings the database up to date. The server does the same when it starts.',
  needs: 0,
  run: async ({ deps, say }) => {
    const { config, store } = deps()
    await store.ping()
    say(`${shownDatabaseUrl(config.databaseUrl)} is up to date`)
  },
}
