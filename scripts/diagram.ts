// `npm run diagram`: how the folders depend on each other, as Mermaid text on the standard output.
import { run } from './support/run.ts'

const folders = '^(app|components|db|lib/[^/]+)|^[^/]+[.]ts$'
process.exit(
  await run('depcruise', [
    'app',
    'components',
    'lib',
    'db',
    'server.ts',
    '--collapse',
    folders,
    '--output-type',
    'mermaid',
  ]),
)
