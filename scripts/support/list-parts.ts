interface Installed {
  readonly version?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
}

/** What is looked at. */
export interface PartsOf {
  /** `package.json` of the whole. */
  readonly about: { readonly name: string; readonly version: string; readonly license: string }
  /** `node_modules/.package-lock.json`: what npm installed. */
  readonly installed: { readonly packages: Readonly<Record<string, Installed>> }
  /** Node and what it is made of: `process.versions`. */
  readonly versions: Readonly<Record<string, string | undefined>>
  /** `/var/lib/dpkg/status` of the machine, where it belongs to what is shipped; else empty. */
  readonly dpkgStatus: string
}

/** Versions of protocols and tables, which are no parts. */
const notParts = ['modules', 'napi', 'unicode', 'cldr', 'tz', 'node']

/**
 * The list of parts, in the form of CycloneDX 1.6. From what is installed, and not from `npm sbom --omit dev`, which leaves
 * out each production package that a development package may use as well. The same parts give the same list, byte by byte:
 * it has no time and no serial number.
 */
export function listParts({ about, installed, versions, dpkgStatus }: PartsOf): object {
  const components = [
    ...Object.entries(installed.packages).flatMap(([path, entry]) => fromNpm(path, entry)),
    part('node', versions['node'] ?? '', `pkg:generic/node@${versions['node']}`, 'platform'),
    ...Object.entries(versions)
      .filter(([name, version]) => version && !notParts.includes(name))
      .map(([name, version = '']) => part(name, version, `pkg:generic/${name}@${encodeURIComponent(version)}`)),
    ...fromDebian(dpkgStatus),
  ]
  const each = new Map(components.map((component) => [component['bom-ref'], component]))
  const root = `pkg:npm/${about.name}@${about.version}`
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: about.name,
        version: about.version,
        licenses: licences(about.license),
        purl: root,
      },
    },
    components: [...each.values()].sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1)),
  }
}

function part(name: string, version: string, purl: string, type = 'library') {
  return { type, 'bom-ref': purl, name, version, purl }
}

function fromNpm(path: string, { version, integrity, license, link }: Installed) {
  const full = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1]
  if (full === undefined || version === undefined || link) return []
  const [name = '', group] = full.split('/').reverse()
  const purl = `pkg:npm/${full.replace('@', '%40')}@${encodeURIComponent(version)}`
  const hash = /^sha512-(\S+)$/.exec(integrity ?? '')?.[1]
  return [
    {
      ...part(name, version, purl),
      ...(group ? { group } : {}),
      ...(hash ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] } : {}),
      ...(license ? { licenses: licences(license) } : {}),
    },
  ]
}

/** One word is an id of SPDX, several are an expression, unless they are prose. */
function licences(text: string) {
  if (/^[\w.+-]+$/.test(text)) return [{ license: { id: text } }]
  return / (OR|AND|WITH) /.test(text) ? [{ expression: text }] : [{ license: { name: text } }]
}

function fromDebian(status: string) {
  return status
    .split('\n\n')
    .filter((entry) => /^Status: install ok installed$/m.test(entry))
    .map((entry) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(entry)?.[1] ?? ''
      const [name, version] = [field('Package'), field('Version')]
      const purl = `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${field('Architecture')}`
      return part(name, version, purl)
    })
}
