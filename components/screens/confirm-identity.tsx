import type { ScreenProps } from '../frame/screen-props.ts'
import { useResend } from '../frame/use-resend.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { outOfCodes, useWall } from '../frame/use-wall.ts'
import { useWays } from '../frame/use-ways.ts'
import { ConfirmIdentityTask } from './confirm-identity.task.tsx'

/** PIN and code judged together: first the code is sent, then both are given in one form. */
export function ConfirmIdentity({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.confirm-identity')
  const frame = useTexts('frame')
  const { purpose } = view.subject
  const { code, origins } = view
  const wall = useWall(view)
  const resend = useResend(view)
  const over = outOfCodes(view)
  const text = t(code === null ? 'leadSend' : 'lead', { phone: origins.phone, mask: '@' })
  const lead = over ? undefined : { text, mask: view.phoneMask, isNumber: true }
  return (
    <ConfirmIdentityTask
      step={useStep({ view, language, icon: code === null ? 'message' : 'lock', title: t('title', { purpose }), lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{
        risk: frame('smsRisk'),
        send: t('send'),
        pin: t('pin', { pin: origins.pin }),
        code: t('code'),
        hint: t('hint'),
        filled: frame('codeFilled'),
        submit: t('submit', { purpose }),
      }}
      wall={over ? wall : null}
      sent={code === null ? null : { codeId: code.id, account: view.emailMask, resend }}
      ways={useWays(
        view,
        {
          'use-passkey': t('use-passkey'),
          // Both end in another code.
          ...(over
            ? {}
            : {
                'replace-pin': t('replace-pin', { pin: origins.pin }),
                'replace-phone': t('replace-phone', { phone: origins.phone }),
              }),
          back: frame('back'),
        },
        over,
      )}
    />
  )
}
