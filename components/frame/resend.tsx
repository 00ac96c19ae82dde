import { useTranslations } from 'next-intl'
import type { StepView } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { ResendCountdown } from '../fields/resend-countdown.tsx'

/** A new code: when, and the button, which works at any time because the server decides. */
export function Resend({ view }: { readonly view: StepView }) {
  const t = useTranslations('frame.resend')
  if (!view.actions.includes('resend')) return null
  if (view.sendsLeft === 0) return <p className="hint">{t('none')}</p>
  const wait = view.resendAt === null ? 0 : Math.max(0, Math.ceil((view.resendAt - view.now) / 1000))
  return (
    <div className="resend">
      {view.undelivered ? <p className="hint">{t('undelivered')}</p> : null}
      <ActionButton value="resend" look="quiet">
        {t('again')}
      </ActionButton>
      <ResendCountdown
        key={view.resendAt}
        waitSeconds={wait}
        waitingText={t('waiting', { time: '@' })}
        readyText={wait > 0 ? t('ready') : ''}
      />
    </div>
  )
}
