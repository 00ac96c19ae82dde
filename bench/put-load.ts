import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Load, LoadResult } from './load.ts'

/** Puts load on a server from another process, 16 connections unless told otherwise. Throws on any other answer. */
export async function putLoad(load: Partial<Load> & Pick<Load, 'url' | 'seconds'>): Promise<LoadResult> {
  const full: Load = { method: 'GET', headers: {}, connections: 16, expected: 200, ...load }
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/load.ts', JSON.stringify(full)])
  return JSON.parse(stdout) as LoadResult
}
