import { fillUsers } from '../fill-users.ts'
import { median } from '../median.ts'
import { putLoad } from '../put-load.ts'
import { type Ours, startOurs, withServers } from '../servers.ts'
import { writeNumber } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'
import { openSessions } from './pages.ts'

const slices = 24
const manyUsers = 8000
/** The last quarter of the load may hold so much more than the second. */
const flat = 1.05

interface Sample {
  readonly requests: number
  readonly rssMiB: number
  readonly heapMiB: number
}

/** Memory after the start and under load without pause: mints and pages in turns. */
export async function memory(settings: Settings): Promise<Outcome> {
  const count = settings.quick ? 4 : slices
  const users = settings.quick ? 500 : manyUsers
  const samples: Sample[] = []
  let atStart = 0
  await withServers([() => startOurs()], async (ours) => {
    atStart = (await ours.usage()).rssMiB
    await fillUsers(ours, users)
    let done = 0
    for (let slice = 0; slice < count; slice += 1) {
      done += await loadOnce(ours, users, settings.seconds / 2, done)
      samples.push({ requests: done, ...(await ours.usage()) })
    }
  })
  const quarter = (nth: number) => median(part(samples, nth).map(({ rssMiB }) => rssMiB))
  const growth = quarter(4) / quarter(2)
  const requests = samples.at(-1)?.requests ?? 0
  return {
    tables: [
      {
        title: `Memory (RSS) of the server; ${writeNumber(requests)} requests without pause, half of the time mints, half pages`,
        columns: ['', 'RSS MiB', 'heap MiB'],
        rows: [
          ['ready', writeNumber(atStart), ''],
          ...[1, 2, 3, 4].map((nth) => [
            `quarter ${nth} of the load`,
            writeNumber(quarter(nth)),
            writeNumber(median(part(samples, nth).map(({ heapMiB }) => heapMiB))),
          ]),
        ],
      },
    ],
    budgets: [
      {
        what: 'memory after start',
        budget: 'at most 250 MiB',
        measured: `${writeNumber(atStart)} MiB`,
        met: atStart <= 250,
      },
      {
        what: `memory under ${writeNumber(requests)} requests`,
        budget: `flat: the last quarter at most ${flat} of the second`,
        measured: writeNumber(growth, 3),
        met: growth <= flat,
      },
    ],
  }
}

function part(samples: readonly Sample[], nth: number): readonly Sample[] {
  const size = samples.length / 4
  return samples.slice(Math.floor((nth - 1) * size), Math.floor(nth * size))
}

async function loadOnce(ours: Ours, users: number, seconds: number, from: number): Promise<number> {
  const { identity, welcome } = await openSessions(ours)
  const mints = await putLoad({
    url: `${ours.origin}/api/v1/sessions`,
    method: 'POST',
    headers: ours.headers,
    mint: { users, from, keyed: true },
    seconds,
    expected: 201,
  })
  let requests = mints.requests
  for (const { path, headers } of [identity, welcome]) {
    requests += (await putLoad({ url: `${ours.origin}${path}`, headers, seconds: seconds / 2 })).requests
  }
  return requests
}
