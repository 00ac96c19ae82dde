import type { StepView } from '../../lib/sca/view.ts'
import type { ResendProps } from './resend.tsx'
import { useTexts } from './use-texts.ts'

/** A new code: when, and the button, which works at any time because the server decides. Out: what `Resend` draws, null: none. */
export function useResend(view: StepView): ResendProps | null {
  const t = useTexts('frame.resend')
  const frame = useTexts('frame')
  if (!view.actions.includes('resend')) return null
  const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - view.now) / 1000))
  const validSeconds = view.code === null ? null : secondsUntil(view.code.expiresAt)
  const round = `${view.resendAt} ${view.code?.id}`
  if (view.sendsLeft === 0) {
    const expiredText = frame('noMoreCodes', { platform: view.platformName })
    return { round, hint: t('none'), again: null, countdown: { validSeconds, expiredText } }
  }
  return {
    round,
    hint: view.undelivered ? t('undelivered') : null,
    again: t('again'),
    countdown: {
      waitSeconds: view.resendAt === null ? 0 : secondsUntil(view.resendAt),
      waitingText: t('waiting', { time: '@' }),
      readyText: t('ready'),
      validSeconds,
      expiredText: t('expired'),
    },
  }
}
