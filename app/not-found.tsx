import { getLocale } from 'next-intl/server'
import { Unknown } from '../components/screens/unknown.tsx'

/** Any address that leads nowhere. It says the same as a link whose session is gone. */
export default async function NotFound() {
  return <Unknown view={{ locale: await getLocale(), platformName: null, subject: null, sandbox: false }} />
}
