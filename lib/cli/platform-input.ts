import { readText } from '../sca/clean-text.ts'
import { type PolicyName, policyNames } from '../sca/policy.ts'
import { returnUrlProblem } from '../sca/return-url.ts'
import { Misused, Refused } from './command.ts'

/** What a trading name may have: it stands on every page and in every text message. */
const nameLength = 60

/** Options that `platform create` and `platform update` share. */
export const platformOptions = {
  name: { type: 'string' },
  policy: { type: 'string' },
  'return-url': { type: 'string', multiple: true },
} as const

const problems = {
  'not-a-url': 'it is no address',
  'not-plain': 'it has characters that have to be escaped',
  'not-canonical': 'write it as browsers write it: lower-case host, no default port, no dots in the path',
  'scheme-not-allowed': 'addresses of this kind cannot be returned to',
  insecure: 'https is needed (http only for this machine, and only in the sandbox)',
  userinfo: 'it has a user name in it',
  fragment: 'it has a # in it',
  wildcard: 'it has a * in it; register each address by itself',
  'reserved-parameter': 'sessionId, status, state and iss are added on the way back and cannot stand in it',
} as const

/** Return URLs as typed, or a refusal that names each one that cannot be registered. */
export function readReturnUrls(urls: readonly string[], mode: 'sandbox' | 'live'): readonly string[] {
  const faults = urls.flatMap((url) => {
    const problem = returnUrlProblem(url, mode === 'sandbox')
    return problem ? [`${url} cannot be registered: ${problems[problem]}.`] : []
  })
  if (faults.length > 0) throw new Refused(faults.join('\n'))
  return [...new Set(urls)]
}

export function readPolicy(text: string): PolicyName {
  const policy = policyNames.find((name) => name === text)
  if (!policy) throw new Misused(`There is no policy "${text}". There are: ${policyNames.join(', ')}.`)
  return policy
}

export function readName(text: string): string {
  const name = readText(text, nameLength)
  if (name === null) throw new Misused(`A name has 1 to ${nameLength} visible characters.`)
  return name
}

/** An id that reads well in a receipt. */
export function readId(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(text)) throw new Misused('An id has lower-case letters, digits and hyphens.')
  return text
}
