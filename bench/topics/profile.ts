import { mkdirSync } from 'node:fs'
import { fillUsers } from '../fill-users.ts'
import { profileTable } from '../profile-table.ts'
import { putLoad } from '../put-load.ts'
import { startOurs, withServers } from '../servers.ts'
import type { Outcome, Settings, Table } from '../topic.ts'
import { openSessions } from './pages.ts'

const folder = '.cache/bench'
const users = 3000

/** CPU profiles of a mint and of a page under load, for the tools of a browser, and what they come to by function. */
export async function profile({ seconds }: Settings): Promise<Outcome> {
  const tables: Table[] = []
  mkdirSync(folder, { recursive: true })
  await withServers([() => startOurs()], async (ours) => {
    await fillUsers(ours, users)
    const { identity } = await openSessions(ours)
    const mint = { method: 'POST', headers: ours.headers, expected: 201 } as const
    const loads = {
      mint: { ...mint, url: `${ours.origin}/api/v1/sessions`, mint: { users, from: 0, keyed: false } },
      'keyed-mint': { ...mint, url: `${ours.origin}/api/v1/sessions`, mint: { users, from: 1e9, keyed: true } },
      page: { url: `${ours.origin}${identity.path}`, headers: identity.headers },
    }
    for (const [name, load] of Object.entries(loads)) {
      await putLoad({
        ...load,
        ...('mint' in load && { mint: { ...load.mint, from: load.mint.from + 5e8 } }),
        seconds: 1,
      })
      const file = `${folder}/${name}.cpuprofile`
      let requests = 0
      await ours.profile(file, async () => {
        requests = (await putLoad({ ...load, seconds })).requests
      })
      tables.push(profileTable(name, file, requests))
    }
  })
  return { tables, budgets: [] }
}
