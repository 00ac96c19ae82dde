// `npm run audit`: asks the registry for known holes in what is installed, and says by when each has to be closed. To be run
// every day. Exit code 0: none, or none that is not accepted; 1: there are; 3: nobody could be asked, which is no answer.
import { spawnSync } from 'node:child_process'
import { type AuditReport, judgeAudit } from './support/audit/judge.ts'
import { accepted } from './support/audit/policy.ts'
import { readLockfile } from './support/lockfile.ts'

// Development packages too: what builds the server can put anything into it.
const { stdout, error } = spawnSync('npm', ['audit', '--json', '--include=dev', '--include=optional'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
})
const report = parsed(stdout)
if (report === null) {
  console.error(`The registry could not be asked for known holes${error ? ` (${error.message})` : ''}: ${gist(stdout)}`)
  process.exit(3)
}
const holes = judgeAudit(report, readLockfile().packages, accepted, new Date().toISOString().slice(0, 10))
for (const { advisory, title, name, where, severity, days, fixAvailable, accepted: why } of holes) {
  const fix = fixAvailable ? 'a fix is there' : 'no fix yet'
  const due = why === null ? `within ${days} days, ${fix}` : `accepted: ${why}`
  console.log(`${why === null ? 'HOLE' : 'note'}  ${severity} in ${name} (${where}): ${title} (${advisory}); ${due}`)
}
const open = holes.filter((hole) => hole.accepted === null)
console.log(
  `${open.length} known holes to close${holes.length > open.length ? `, ${holes.length - open.length} accepted` : ''}`,
)
process.exit(open.length === 0 ? 0 : 1)

function parsed(text: string | null): AuditReport | null {
  try {
    const read = JSON.parse(text ?? '')
    return read?.auditReportVersion === 2 && typeof read.vulnerabilities === 'object' ? read : null
  } catch {
    return null
  }
}

function gist(text: string | null): string {
  return /"(?:message|summary)": "([^"]+)"/.exec(text ?? '')?.[1] ?? 'no answer'
}
