import type { NoticeView } from '../../lib/sca/view.ts'
import type { PageExamples } from './example.ts'

const standing = (state: NoticeView['state'], platformName: string | null = 'Northwind') => ({
  view: { locale: 'en', platformName, brand: null, privacyHref: null, subject: null, sandbox: null, state },
})

/** The page that the link in a notice leads to. */
export const examples: PageExamples<NoticeView> = {
  ask: standing('ask'),
  blocked: standing('blocked'),
  over: standing('over'),
  unknown: standing('over', null),
}
