import { groupOf, type Requirement, states } from './table.ts'

const groups: Readonly<Record<string, string>> = {
  RTS: 'Strong customer authentication: scope, authentication code, failed attempts',
  DL: 'Dynamic linking',
  EL: 'Elements and their independence',
  EX: 'Exemptions',
  CRED: 'Credentials',
  TR: 'Traceability',
  PSR: 'The coming regulation',
  PIN: 'PIN',
  OTP: 'One-time codes',
  SES: 'Sessions',
  ANT: 'Automation and abuse',
  CRY: 'Cryptography and keys',
  LOG: 'Logs and errors',
  WA: 'Passkeys (WebAuthn)',
  SPC: 'Secure Payment Confirmation',
  SMS: 'SMS',
  PII: 'Personal data',
  A11Y: 'Accessibility',
  I18N: 'Languages',
  WEB: 'Web security of the hosted pages',
  RES: 'Results and receipts',
  API: 'The API',
  HOOK: 'Webhooks',
  REL: 'Reliability',
  OPS: 'Operations',
}

const inWords = (state: string) => state.replace('-', ' ')

/** `docs/requirements.md`, made from the table alone. */
export function requirementsPage(table: readonly Requirement[]): string {
  const unnamed = table.filter(({ id }) => !groups[groupOf(id)])
  if (unnamed.length > 0) throw new Error(`no heading for ${unnamed.map(({ id }) => id).join(', ')}`)
  return [
    '# Requirements',
    '',
    'What Assent is measured against, in our own words, and where it stands. A row is met only if at least one test',
    'carries its id in its name; `npm run requirements` shows which tests, and how they went when `npm test` last ran.',
    'This page is made from `docs/requirements/requirements.json` by the same command.',
    '',
    '| state | rows |',
    '| --- | ---: |',
    ...states.map((state) => `| ${inWords(state)} | ${table.filter((row) => row.state === state).length} |`),
    ...Object.entries(groups).flatMap(([group, title]) =>
      section(
        title,
        table.filter(({ id }) => groupOf(id) === group),
      ),
    ),
    '',
  ].join('\n')
}

function section(title: string, rows: readonly Requirement[]): string[] {
  if (rows.length === 0) return []
  const cell = (text: string) => text.replaceAll('|', '\\|')
  return [
    '',
    `## ${title}`,
    '',
    '| id | priority | requirement | state |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ id, priority, requirement, state, why }) =>
        `| ${id} | ${priority} | ${cell(requirement)} | ${why ? `${inWords(state)}: ${cell(why)}` : inWords(state)} |`,
    ),
  ]
}
