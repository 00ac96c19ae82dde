import { regionalLocale } from '../../i18n/regional-locale.ts'
/** A moment in a mail, in the language's own form. In UTC: nobody's time zone is known here. In: language, epoch ms. */
export function noticeTime(locale: string, at: number): string {
  return new Intl.DateTimeFormat(regionalLocale(locale), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(at)
}
