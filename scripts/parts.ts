// `npm run parts`: the list of what this folder's server is made of, as CycloneDX. With `--system` also the packages of the
// Debian it stands in, for an image. It is run after `npm ci --omit=dev`, and needs none of those packages.
import { readFileSync } from 'node:fs'
import { listParts } from './support/list-parts.ts'

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const list = listParts({
  about: json('package.json'),
  installed: json('node_modules/.package-lock.json'),
  versions: process.versions,
  dpkgStatus: process.argv.includes('--system') ? readFileSync('/var/lib/dpkg/status', 'utf8') : '',
})
process.stdout.write(`${JSON.stringify(list, null, 2)}\n`)
