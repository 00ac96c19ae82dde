/** Of what, when and by what a release was made. */
export interface Made {
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[]
  readonly version: string
  /** Git's name of the commit. */
  readonly commit: string
  /** SHA-512 of package-lock.json, hex. */
  readonly lockSha512: string
  readonly node: string
  /** Who says so: the name by which the signer is known. */
  readonly builder: string
  readonly startedAt: Date
  readonly finishedAt: Date
}

/**
 * Where a release comes from, as an in-toto statement with SLSA's provenance (v1): said by whoever made it, and as good as
 * their machine and their key. No builder that they cannot influence vouches for it (SLSA build level 1).
 */
export function provenance(made: Made): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: made.subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:assent:release:v1',
        externalParameters: { version: made.version },
        internalParameters: { node: made.node },
        resolvedDependencies: [
          { uri: 'git:HEAD', digest: { gitCommit: made.commit } },
          { uri: 'file:package-lock.json', digest: { sha512: made.lockSha512 } },
        ],
      },
      runDetails: {
        builder: { id: `urn:assent:signer:${encodeURIComponent(made.builder)}` },
        metadata: { startedOn: made.startedAt.toISOString(), finishedOn: made.finishedAt.toISOString() },
      },
    },
  }
}
