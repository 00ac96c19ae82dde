import { getLocale } from 'next-intl/server'
import { Unknown } from '../components/screens/unknown.tsx'
import { assent } from '../lib/container.ts'
import { frameView } from '../lib/session/frame-view.ts'

/** Any address that leads nowhere. It says the same as a link whose session is gone. */
export default async function NotFound() {
  return <Unknown view={{ ...frameView(assent(), await getLocale(), null, null), sandbox: null }} />
}
