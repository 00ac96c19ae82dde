import type { Assent } from './assent.ts'
import type { Platform } from './platform.ts'
import type { Holds, User } from './user.ts'
import { Visit } from './visit.ts'
import { Visitor } from './visitor.ts'

/** Enrols a user over HTTP. Without a passkey the browser is said to have none, so nothing is offered. */
export async function enrol(
  assent: Pick<Assent, 'origin'>,
  platform: Platform,
  user: User,
  holds: Holds,
): Promise<void> {
  const { passkey = false, phone = !passkey } = holds
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  const { redirectUrl } = await platform.mint(user.userId, 'enrolment')
  const visit = new Visit(new Visitor(assent.origin), platform, user, { passkey, phone })
  await visit.open(redirectUrl)
  const page = await visit.goOn()
  if (page.outcome !== 'succeeded') throw new Error(`enrolment ended at ${page.step ?? page.outcome}`)
}
