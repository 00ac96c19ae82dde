import type { StepView } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { useTexts } from './use-texts.ts'

/** Whether a step needs a code that can no longer come: none is out, and none may be sent. */
export function outOfCodes({ code, sendsLeft }: StepView): boolean {
  return code === null && sendsLeft === 0
}

/** The wall of the last code: why it is there, and the one way on, which is to end this and start anew. */
export function NoMoreCodes({ view }: { readonly view: StepView }) {
  const t = useTexts('frame')
  const purpose = useTexts(`purposes.${view.subject.purpose}`)
  return (
    <>
      <p className="notice">{t('noMoreCodes', { platform: view.platformName })}</p>
      <div className="buttons">
        <ActionButton value="decline" look="secondary">
          {purpose('cancel')}
        </ActionButton>
      </div>
    </>
  )
}
