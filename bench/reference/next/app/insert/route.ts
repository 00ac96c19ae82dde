import { randomUUID } from 'node:crypto'
import { keepDurably } from '../../../keep-durably.ts'

let keep: ReturnType<typeof keepDurably> | null = null

export async function POST(request: Request): Promise<Response> {
  keep ??= keepDurably(process.env.BENCH_DATABASE ?? '')
  const id = randomUUID()
  keep(id, JSON.stringify(await request.json()))
  return Response.json({ id }, { status: 201 })
}
