import type { StepView } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { ResendCountdown } from '../fields/resend-countdown.tsx'
import { useTexts } from './use-texts.ts'

/** A new code: when, and the button, which works at any time because the server decides. */
export function Resend({ view }: { readonly view: StepView }) {
  const t = useTexts('frame.resend')
  const frame = useTexts('frame')
  if (!view.actions.includes('resend')) return null
  const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - view.now) / 1000))
  const validSeconds = view.code === null ? null : secondsUntil(view.code.expiresAt)
  const key = `${view.resendAt} ${view.code?.id}`
  if (view.sendsLeft === 0) {
    const expired = frame('noMoreCodes', { platform: view.platformName })
    return (
      <div className="resend">
        <p className="hint">{t('none')}</p>
        <ResendCountdown key={key} validSeconds={validSeconds} expiredText={expired} />
      </div>
    )
  }
  return (
    <div className="resend">
      {view.undelivered ? <p className="hint">{t('undelivered')}</p> : null}
      <ActionButton value="resend" look="quiet">
        {t('again')}
      </ActionButton>
      <ResendCountdown
        key={key}
        waitSeconds={view.resendAt === null ? 0 : secondsUntil(view.resendAt)}
        waitingText={t('waiting', { time: '@' })}
        readyText={t('ready')}
        validSeconds={validSeconds}
        expiredText={t('expired')}
      />
    </div>
  )
}
