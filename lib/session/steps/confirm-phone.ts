import { judgeCode, sendCode } from '../judge-code.ts'
import type { StepHandlers } from '../step-result.ts'
import { unstage } from './replace.ts'

/** The user shows that the new number reaches them. */
export const confirmPhone: StepHandlers = {
  submit: judgeCode('sms-code', 'phone', { type: 'phone-confirmed' }),
  resend: sendCode('sms-code'),
  back: () => unstage('phone'),
}
