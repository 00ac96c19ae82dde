import { spawn } from 'node:child_process'
import process from 'node:process'

type Program = { args: string[]; env: Record<string, string> }

/** Starts Node programs that live and die together: Ctrl-C, or the end of one, ends all. */
export function startAll(programs: Program[]): (code: number) => void {
  const children = programs.map(({ args, env }) =>
    spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }),
  )
  let exitCode: number | undefined
  const stop = (code: number): void => {
    if (exitCode !== undefined) return
    exitCode = code
    for (const child of children) child.kill('SIGTERM')
    // A server that waits for open connections must not keep the terminal.
    setTimeout(() => children.map((child) => child.kill('SIGKILL')), 5000).unref()
  }
  for (const [index, child] of children.entries()) {
    child.on('exit', (code) => {
      if (exitCode === undefined) console.error(`${programs[index]?.args.join(' ')} has stopped (${code ?? 'killed'}).`)
      stop(code || 1)
      if (children.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null)) process.exit(exitCode)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  return stop
}
