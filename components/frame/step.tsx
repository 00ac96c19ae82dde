'use client'

import type { ComponentProps, ReactNode } from 'react'
import { StepCard } from './step-card.tsx'
import { Surroundings } from './surroundings.tsx'

/** Everything around the task of a step, as `useStep` makes it of a view. */
export interface StepProps {
  readonly surroundings: Omit<ComponentProps<typeof Surroundings>, 'children'>
  readonly card: Omit<ComponentProps<typeof StepCard>, 'children'>
}

/** Draws what is around the task of a step: who asks, what is approved, where the person is, how long is left. */
export function Step({ step, children }: { readonly step: StepProps; readonly children: ReactNode }) {
  return (
    <Surroundings {...step.surroundings}>
      <StepCard {...step.card}>{children}</StepCard>
    </Surroundings>
  )
}
