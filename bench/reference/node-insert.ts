// Bare node:http that reads a JSON body and keeps it: one durable SQLite insert per request, and nothing else.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { keepDurably } from './keep-durably.ts'

const keep = keepDurably(process.env.BENCH_DATABASE ?? '')

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

createServer(async (request, response) => {
  const id = randomUUID()
  if (request.method === 'POST') keep(id, JSON.stringify(JSON.parse(await read(request))))
  response.statusCode = request.method === 'POST' ? 201 : 200
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ id }))
}).listen(Number(process.env.PORT))
