import { Operation } from './operation.tsx'
import { useOperation } from './use-operation.ts'

/** What was or is being approved, on the pages beside the steps. In: as `useOperation` takes it. */
export function OperationSummary(given: Parameters<typeof useOperation>[0]) {
  return <Operation {...useOperation(given)} />
}
