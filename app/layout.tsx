import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Announcer } from '../components/frame/announcer.tsx'
import { FaultTextsProvider } from '../components/frame/fault-texts-provider.tsx'
import { messagesOf } from '../lib/i18n/messages-of.ts'
import { pageLocale } from '../lib/web/page-locale.ts'
import './globals.css'

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/** What every document says of itself. Written out: as `metadata` Next would put it together anew for each page. */
const head = (
  <head>
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="#f2f4f7" media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content="#0b0e13" media="(prefers-color-scheme: dark)" />
    <meta name="robots" content="noindex, nofollow" />
    <meta name="format-detection" content="telephone=no, address=no, email=no" />
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
  </head>
)

/** The document around every page. */
export default async function Layout({ children }: { children: ReactNode }) {
  // A page made at build time would lack the nonce of the request, and its scripts would be refused.
  await headers()
  const locale = await pageLocale()
  return (
    <html lang={locale} dir={rightToLeft.has(locale) ? 'rtl' : 'ltr'}>
      {head}
      <body>
        <FaultTextsProvider texts={messagesOf(locale).fault}>{children}</FaultTextsProvider>
        <Announcer />
      </body>
    </html>
  )
}
