import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { Fault } from '../components/screens/fault.tsx'
import { answerWith } from '../lib/web/answer-with.ts'
import { logFault } from '../lib/web/log-fault.ts'
import { requestAddress } from '../lib/web/request-address.ts'

/**
 * A page whose faults are rendered. In: the page. Out: the same page; where it throws, one line in the log and a page
 * that says so, also without JavaScript, where Next's own error page stays empty.
 */
export function guarded<Props>(Page: (props: Props) => Promise<ReactNode>) {
  return async function Guarded(props: Props) {
    try {
      return await Page(props)
    } catch (fault) {
      unstable_rethrow(fault)
      await logFault(fault)
      await answerWith(503)
      const { pathname, search } = await requestAddress()
      return <Fault address={`${pathname}${search}`} />
    }
  }
}
