import { type ChildProcess, spawn } from 'node:child_process'

/** Starts a program that must not outlive this process. In: whether it reports on a fourth stream. */
export function spawnProgram(
  command: string,
  args: string[],
  env: Record<string, string>,
  reports = false,
): ChildProcess {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'ignore', ...(reports ? ['pipe' as const] : [])],
    env: { ...process.env, ...env },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}
