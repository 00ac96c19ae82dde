// Loaded before server.ts by `npm start`, which never builds: a server may have neither the time nor the tools.
import { hasBuild } from './support/sources.ts'

if (!hasBuild()) {
  console.error('There is no production build yet. Run `npm run build` first, or `npm run demo` to try everything out.')
  process.exit(1)
}
