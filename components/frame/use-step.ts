import type { ComponentProps } from 'react'
import type { ScreenProps } from './screen-props.ts'
import type { StepProps } from './step.tsx'
import type { StepCard } from './step-card.tsx'
import { useMinuteTexts } from './use-minute-texts.ts'
import { useOperation } from './use-operation.ts'
import { useSurroundings } from './use-surroundings.ts'
import { useTexts } from './use-texts.ts'

interface Given
  extends Pick<ScreenProps, 'view' | 'language'>,
    Pick<ComponentProps<typeof StepCard>, 'icon' | 'title' | 'lead'> {}

/** Everything around the task of a step, in words. In: its view, icon, heading and first words. Out: what `Step` draws. */
export function useStep({ view, language, icon, title, lead }: Given): StepProps {
  const t = useTexts('frame')
  const { index, of } = view.progress
  // How many it takes to set up depends on what this person will add: the page lists it instead.
  const unsaid = index === 0 && view.firstEnrolment
  return {
    surroundings: useSurroundings({ view, title, language }),
    card: {
      step: view.step,
      operation: useOperation(view),
      progress: unsaid ? null : index === 0 ? t('ahead', { of }) : t('progress', { index, of }),
      time: {
        now: view.now,
        expiresAt: view.expiresAt,
        minutes: useMinuteTexts(),
        halfMinute: t('halfMinuteLeft'),
        over: t('timeOver'),
        reload: t('timeOverReload'),
      },
      icon,
      page: `${view.step} ${view.code === null}`,
      title,
      lead,
      news: { codeId: view.code?.id ?? null, text: t('codeSent', { left: view.sendsLeft }) },
    },
  }
}
