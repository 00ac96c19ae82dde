import { readFileSync } from 'node:fs'

/** Variables whose value may be in a file instead, as Docker and systemd hand secrets over. */
const names = [
  'ASSENT_KEYS',
  'ASSENT_METRICS_TOKEN',
  'DATABASE_URL',
  'SMS_URL',
  'SMS_FALLBACK_URL',
  'MAIL_URL',
] as const

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads secrets from files: `NAME_FILE` is the path of a file that holds the value of `NAME`. In: environment variables.
 * Out: the same with the values in place. Throws an Error with a line per variable where both are set or a file cannot
 * be read; it names the file and nothing of what is in it.
 */
export function withSecretFiles(env: Environment): Environment {
  const faults: string[] = []
  const read: Record<string, string> = {}
  for (const name of names) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) faults.push(`${name}: is set, and so is ${name}_FILE: leave one of them out`)
    else {
      try {
        read[name] = readFileSync(path, 'utf8').trim()
        if (read[name] === '') faults.push(`${name}_FILE: ${path} is empty`)
      } catch (fault) {
        faults.push(`${name}_FILE: ${path} cannot be read (${(fault as { code?: string }).code ?? 'unknown'})`)
      }
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return { ...env, ...read }
}
