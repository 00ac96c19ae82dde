import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { networkKind, refuseNetworkDisk } from './network-disk.ts'

it.each([
  ['NFS', 0x6969],
  ['SMB', 0xff534d42],
  // As a machine says it whose numbers are signed.
  ['SMB', 0xff534d42 | 0],
  [null, 0xef53],
  [null, 0x58465342],
  [null, 0x01021994],
  [null, 0x794c7630],
])('REL-05 is %s: file system %d', (kind, type) => {
  expect(networkKind(type)).toBe(kind)
})

it('lets the disks of this machine pass', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-disk-'))
  expect(() => refuseNetworkDisk(folder)).not.toThrow()
  rmSync(folder, { recursive: true })
})
