'use client'

import { use, useEffect } from 'react'
import { FaultContext } from '../components/frame/fault-context.ts'
import { Icon } from '../components/frame/icon.tsx'

/**
 * A fault of ours. Nothing was confirmed, and the same page may work a moment later. A script that is not there is one of
 * another version, as while one is rolled out: the whole page is fetched anew, once by itself. To try again always does,
 * since what the browser has may be what fails.
 */
export default function Fault({ error }: { error?: Error }) {
  const { title, text, again } = use(FaultContext)
  useEffect(() => {
    if (error?.name === 'ChunkLoadError' && !wasReloaded()) location.reload()
  }, [error])
  return (
    <div className="page">
      <title>{title}</title>
      <main data-step="fault" className="card">
        <div className="task">
          <div className="heading">
            <Icon name="stop" />
            <h1>{title}</h1>
            <p className="lead">{text}</p>
          </div>
          <div className="buttons">
            <button type="button" className="button button-primary" onClick={() => location.reload()}>
              {again}
            </button>
          </div>
        </div>
      </main>
    </div>
  )
}

function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload'
}
