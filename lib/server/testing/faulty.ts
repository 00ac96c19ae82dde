import { makeLog } from '../../log/make-log.ts'
import { endOnFault } from '../end-on-fault.ts'

// A process that ends by a fault. In: which, as its argument.

const log = makeLog('info', { logged: () => undefined })
endOnFault(log)
const secret = 'a call with ak_sandbox_abcdefghijklmnop of ann@example.com'
const faults: Record<string, () => void> = {
  exception: () => {
    throw new Error(secret)
  },
  rejection: () => void Promise.reject(new Error(secret)),
  text: () => {
    throw secret
  },
  nothing: () => void Promise.reject(),
  exit: () => process.exit(0),
}
setImmediate(() => {
  // More than a pipe takes at once.
  for (let i = 0; i < 1_000; i += 1) log.info({ pathname: `/${'x'.repeat(200)}`, ms: i }, 'a line')
  faults[process.argv[2] ?? '']?.()
})
