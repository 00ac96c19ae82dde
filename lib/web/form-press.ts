import { actions } from '../sca/words.ts'
import type { Press } from '../session/step-result.ts'

/** Longest field that is read; a WebAuthn response is some 2 kB. */
const longestField = 16_384

/**
 * Reads a posted form. Out: its text fields; files and overlong fields are dropped, a repeated field keeps its last
 * value.
 */
export function formFields(form: FormData): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of form) {
    if (typeof value === 'string' && value.length <= longestField) fields[name] = value
  }
  return fields
}

/** Reads the press of a step's button, or null where the form names no action that steps have. */
export function pressOf(fields: Record<string, string>): Press | null {
  // "I did not start this" is a way to decline, with its own button.
  if (fields.action === 'not-me') return { action: 'decline', form: { ...fields, reason: 'not-me' } }
  const action = actions.find((known) => known === fields.action)
  return action ? { action, form: fields } : null
}
