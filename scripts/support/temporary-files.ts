import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The global set-up of a test run: one folder for whatever its tests put into the system's folder of temporary files, so that
 * none has to think of what it leaves behind, not even one that was killed. Out: what removes it after the run.
 */
// biome-ignore lint/style/noDefaultExport: test runners read the default export.
export default function temporaryFiles(): () => void {
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(join(tmpdir(), 'assent-'))
  // A database server runs as another user than root and has to get at its own folder.
  chmodSync(folder, 0o711)
  // Read by Node at each asking, and handed down to workers.
  process.env['TMPDIR'] = folder
  return () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
