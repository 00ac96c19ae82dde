import { expect, it } from 'vitest'
import { listParts } from './list-parts.ts'

const about = { name: 'assent', version: '1.2.3', license: 'Apache-2.0' }
const hash = Buffer.alloc(64, 7)
const integrity = `sha512-${hash.toString('base64')}`

function partsOf(packages: Record<string, object>, dpkgStatus = '') {
  const versions = { node: '24.1.0', openssl: '3.5.1+quic', modules: '137', v8: '13.6.1' }
  const list = listParts({ about, installed: { packages }, versions, dpkgStatus })
  return list as { components: { purl: string; [name: string]: unknown }[]; metadata: { component: object } }
}

it('OPS-02 a part has its name, version, hash and licence', () => {
  const { components, metadata } = partsOf({
    'node_modules/zod': { version: '4.0.0', integrity, license: 'MIT' },
    'node_modules/@scope/one': { version: '1.0.0+x', integrity, license: 'MIT OR Apache-2.0' },
    'node_modules/odd': { version: '1.0.0', license: 'SEE LICENSE IN FILE' },
  })
  const found = (purl: string) => components.find((component) => component.purl === purl)
  expect(found('pkg:npm/zod@4.0.0')).toMatchObject({
    name: 'zod',
    version: '4.0.0',
    hashes: [{ alg: 'SHA-512', content: hash.toString('hex') }],
    licenses: [{ license: { id: 'MIT' } }],
  })
  expect(found('pkg:npm/%40scope/one@1.0.0%2Bx')).toMatchObject({
    group: '@scope',
    name: 'one',
    licenses: [{ expression: 'MIT OR Apache-2.0' }],
  })
  expect(found('pkg:npm/odd@1.0.0')).toMatchObject({ licenses: [{ license: { name: 'SEE LICENSE IN FILE' } }] })
  expect(metadata.component).toMatchObject({ name: 'assent', version: '1.2.3', type: 'application' })
})

it('OPS-02 what lies in two places is one part, in two versions two; links are none', () => {
  const { components } = partsOf({
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b/node_modules/a': { version: '1.0.0' },
    'node_modules/c/node_modules/a': { version: '2.0.0' },
    'node_modules/own': { version: '1.0.0', link: true },
  })
  const ofNpm = components.map(({ purl }) => purl).filter((purl) => purl.startsWith('pkg:npm/'))
  expect(ofNpm).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/a@2.0.0'])
})

it('OPS-02 Node is a part with all that it is made of, and so is each installed package of the Debian around it', () => {
  const status = [
    'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.41-12\nDescription: x',
    'Package: gone\nStatus: deinstall ok config-files\nArchitecture: amd64\nVersion: 1',
    'Package: libstdc++6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:14.2\n',
  ].join('\n\n')
  expect(partsOf({}, status).components.map(({ purl }) => purl)).toEqual([
    'pkg:deb/debian/libc6@2.41-12?arch=amd64',
    'pkg:deb/debian/libstdc%2B%2B6@1%3A14.2?arch=amd64',
    'pkg:generic/node@24.1.0',
    'pkg:generic/openssl@3.5.1%2Bquic',
    'pkg:generic/v8@13.6.1',
  ])
})

it('OPS-02 the same parts give the same list, in whatever order they were installed', () => {
  const one = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }
  const other = Object.fromEntries(Object.entries(one).toReversed())
  expect(JSON.stringify(partsOf(one))).toBe(JSON.stringify(partsOf(other)))
})
