import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Announcer } from '../components/frame/announcer.tsx'
import { FaultTextsProvider } from '../components/frame/fault-texts-provider.tsx'
import './globals.css'

export const metadata: Metadata = {
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f2f4f7' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0e13' },
  ],
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/** The document around every page. */
export default async function Layout({ children }: { children: ReactNode }) {
  // A page made at build time would lack the nonce of the request, and its scripts would be refused.
  await headers()
  const locale = await getLocale()
  const t = await getTranslations('fault')
  return (
    <html lang={locale} dir={rightToLeft.has(locale) ? 'rtl' : 'ltr'}>
      <head>
        {/* Not in the metadata: they are taken out and put back between pages, and browsers then ask for /favicon.ico. */}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <FaultTextsProvider texts={{ title: t('title'), text: t('text'), again: t('again') }}>
          {children}
        </FaultTextsProvider>
        <Announcer />
      </body>
    </html>
  )
}
