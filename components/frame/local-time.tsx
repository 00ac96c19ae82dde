'use client'

import { useSyncExternalStore } from 'react'
import { regionalLocale } from '../../lib/i18n/regional-locale.ts'

interface Props {
  readonly at: number
  readonly locale: string
}

const never = () => () => undefined

/** A time of day: in UTC as the server wrote it, then in the device's own zone. */
export function LocalTime({ at, locale }: Props) {
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(regionalLocale(locale), { dateStyle: 'medium', timeStyle: 'short', ...options }).format(at)
  const text = useSyncExternalStore(
    never,
    () => write({}),
    () => `${write({ timeZone: 'UTC' })} UTC`,
  )
  return <time dateTime={new Date(at).toISOString()}>{text}</time>
}
