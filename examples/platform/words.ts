import type { findAttempt } from './find-attempt.ts'
import type { Result } from './result.ts'
import type { Refusal } from './start-scenario.ts'

export interface Words {
  readonly title: string
  readonly text: string
}

/** What the API refused, by its code, as a customer may read it. */
export function problemInWords(code: string, retryAt: string | null, message: string): Words {
  switch (code) {
    case 'already-enrolled':
      return { title: 'Nothing left to enrol', text: 'You have everything you need to approve things here.' }
    case 'nothing-changed':
      return { title: 'Nothing to confirm', text: 'Your email address and phone number are the ones you confirmed.' }
    case 'user-blocked':
      return { title: 'Blocked for now', text: `There were too many failed tries. ${again(retryAt)}` }
    case 'reset-required':
      return {
        title: 'Please call us',
        text: 'Email address and phone number both changed, so nothing is left to recognise you by. We have to make sure who you are first.',
      }
    case 'phone-invalid':
    case 'email-missing':
    case 'invalid-body':
      return { title: 'That cannot be right', text: `Please check the email address and the phone number. ${message}` }
    case 'unreachable':
      return { title: 'Please try again', text: message }
    default:
      return { title: 'That did not work', text: `${message} (${code})` }
  }
}

export function refusalInWords(refusal: Refusal, retryAt: string | null): Words {
  return refusal === 'nothing-to-do'
    ? { title: 'Nothing to do', text: 'You are enrolled, and your contacts are confirmed.' }
    : problemInWords(refusal, retryAt, '')
}

type ReturnProblem = Extract<ReturnType<typeof findAttempt>, { problem: string }>['problem']

/** A return that is none of ours. */
export function returnInWords(problem: ReturnProblem): Words {
  const why = {
    'no-customer': 'This browser is no customer of ours. Was the link opened in another browser?',
    'other-issuer': 'This return does not come from the Assent server that we work with.',
    'unknown-session': 'This browser did not start what it returns from.',
    'other-state': 'The state of this return is not the one we gave.',
  }
  return { title: 'Not accepted', text: `${why[problem]} Nothing was done.` }
}

/** How an attempt ended, where it did not succeed. */
export function resultInWords(result: Exclude<Result, { status: 'verified' }>): Words {
  switch (result.status) {
    case 'created':
    case 'started':
      return {
        title: 'Not finished yet',
        text: 'It can still be finished in the other window. Nothing was done so far.',
      }
    case 'refused':
      return result.reason === 'not-me'
        ? { title: 'You say this was not you', text: 'Nothing was done. Our fraud team would look at this now.' }
        : { title: 'Cancelled', text: 'You chose not to go on. Nothing was done.' }
    case 'failed':
      return { title: 'It could not be confirmed that this is you', text: 'Nothing was done. Please try again later.' }
    case 'expired':
      return { title: 'The ten minutes are over', text: 'Nothing was done. You can start again.' }
    case 'cancelled':
      return {
        title: 'Replaced',
        text: 'This was cancelled, mostly because the same was started anew. Nothing was done.',
      }
    case 'not-redeemed':
      return {
        title: 'There is no receipt',
        text: `Nothing was done. ${result.problem.message} (${result.problem.code})`,
      }
    case 'not-verified':
      return { title: 'The receipt is not valid', text: `Nothing was done: ${result.message}.` }
  }
}

function again(retryAt: string | null): string {
  return retryAt === null
    ? 'Only we can lift this: please call us.'
    : `It ends at ${retryAt.replace('T', ' ').slice(0, 16)} UTC.`
}
