import type { ComponentProps, ReactNode } from 'react'
import { Frame } from './frame.tsx'
import type { ScreenProps } from './screen-props.ts'
import { StepCard } from './step-card.tsx'
import { useMinuteTexts } from './use-minute-texts.ts'
import { useOperation } from './use-operation.ts'
import { useTexts } from './use-texts.ts'

interface Props
  extends Pick<ScreenProps, 'view' | 'language'>,
    Pick<ComponentProps<typeof StepCard>, 'icon' | 'title'> {
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** The card of a step: what is approved, where the person is, how long is left, one task. */
export function StepFrame({ view, language, icon, title, lead, children }: Props) {
  const t = useTexts('frame')
  const { index, of } = view.progress
  // How many it takes to set up depends on what this person will add: the page lists it instead.
  const unsaid = index === 0 && view.firstEnrolment
  return (
    <Frame view={view} title={title} language={language}>
      <StepCard
        step={view.step}
        operation={useOperation(view)}
        progress={unsaid ? null : index === 0 ? t('ahead', { of }) : t('progress', { index, of })}
        time={{
          now: view.now,
          expiresAt: view.expiresAt,
          minutes: useMinuteTexts(),
          halfMinute: t('halfMinuteLeft'),
          over: t('timeOver'),
          reload: t('timeOverReload'),
        }}
        icon={icon}
        page={`${view.step} ${view.code === null}`}
        title={title}
        lead={lead}
        news={{ codeId: view.code?.id ?? null, text: t('codeSent', { left: view.sendsLeft }) }}
      >
        {children}
      </StepCard>
    </Frame>
  )
}
