/** COSE numbers of the signature algorithms we accept, the preferred first: ES256, EdDSA, RS256. */
export const algorithms = [-7, -8, -257] as const
