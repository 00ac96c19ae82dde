// Bare node:http that answers JSON: what no framework can be faster than.
import { createServer } from 'node:http'

createServer((_, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ status: 'ok' }))
}).listen(Number(process.env.PORT))
