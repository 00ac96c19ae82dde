import type { StepView } from '../../lib/sca/view.ts'
import { useTexts } from './use-texts.ts'
import type { WallProps } from './wall.tsx'

/** Whether a step needs a code that can no longer come: none is out, and none may be sent. */
export function outOfCodes({ code, sendsLeft }: StepView): boolean {
  return code === null && sendsLeft === 0
}

/** The wall of the last code: why it is there, and the one way on, which is to end this and start anew. */
export function useWall(view: StepView): WallProps {
  const t = useTexts('frame')
  const purpose = useTexts(`purposes.${view.subject.purpose}`)
  return { notice: t('noMoreCodes', { platform: view.platformName }), cancel: purpose('cancel') }
}
