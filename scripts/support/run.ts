import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** Runs a command with our terminal and answers its exit code; programs of node_modules/.bin are on the PATH. */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const windows = process.platform === 'win32'
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env }, shell: windows })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)))
  })
}
