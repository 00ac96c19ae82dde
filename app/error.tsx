'use client'

import { use } from 'react'
import { FaultContext } from '../components/frame/fault-context.ts'
import { Icon } from '../components/frame/icon.tsx'

/** A fault of ours. Nothing was confirmed, and the same page may work a moment later. */
export default function Fault({ reset = () => location.reload() }: { reset?: () => void }) {
  const { title, text, again } = use(FaultContext)
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
            <button type="button" className="button button-primary" onClick={reset}>
              {again}
            </button>
          </div>
        </div>
      </main>
    </div>
  )
}
