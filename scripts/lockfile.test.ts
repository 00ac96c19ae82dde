import { expect, test } from 'vitest'
import { missingPackages, readLockfile } from './support/lockfile.ts'

test('package-lock.json has every package, for every platform: npm ci accepts it (else: npm run lock)', () => {
  expect(missingPackages(readLockfile())).toEqual([])
})

test('package-lock.json names no registry, so that each installation uses its own', () => {
  const named = Object.entries(readLockfile().packages).filter(([, { resolved }]) => resolved !== undefined)
  expect(named.map(([path]) => path)).toEqual([])
})

test('a package that is nowhere to be found is reported', () => {
  const packages = {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { dependencies: { b: '^1.0.0' }, optionalDependencies: { 'a-linux-x64': '1.0.0' } },
    'node_modules/a/node_modules/b': { dependencies: { a: '1.0.0' } },
  }
  expect(missingPackages({ packages })).toEqual([
    { name: 'a-linux-x64', range: '1.0.0', optional: true, wantedBy: 'node_modules/a' },
  ])
})
