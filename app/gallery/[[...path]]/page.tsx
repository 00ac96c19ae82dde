import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Accessibility } from '../../../components/screens/accessibility.tsx'
import { Elsewhere } from '../../../components/screens/elsewhere.tsx'
import { Ended } from '../../../components/screens/ended.tsx'
import type { StepExample } from '../../../components/screens/example.ts'
import {
  contactExamples,
  elsewhereExamples,
  endedExamples,
  noticeExamples,
  stepExamples,
  unknownExamples,
} from '../../../components/screens/examples.ts'
import { Help } from '../../../components/screens/help.tsx'
import { screens } from '../../../components/screens/index.ts'
import { Notice } from '../../../components/screens/notice.tsx'
import { Unknown } from '../../../components/screens/unknown.tsx'
import { type StepId, stepIds } from '../../../lib/sca/words.ts'
import { chooseLanguage } from '../../../lib/web/choose-language.ts'
import { galleryAllowed } from '../../../lib/web/gallery-allowed.ts'
import UnknownPage from '../../unknown/page.tsx'
import { galleryAction } from './action.ts'
import { GalleryIndex } from './gallery-index.tsx'

interface Props {
  readonly params: Promise<{ path?: string[] }>
  readonly searchParams: Promise<{ theme?: string | string[] }>
}

/** Every screen in every state, for eyes and for tests. Never in live mode. */
export default async function GalleryPage({ params, searchParams }: Props) {
  if (!galleryAllowed()) return <UnknownPage />
  const [screen = '', variant = ''] = (await params).path ?? []
  const { theme } = await searchParams
  const page = screen === '' ? <GalleryIndex /> : await example(screen, variant)
  if (page === null) return <UnknownPage />
  return theme === 'dark' || theme === 'light' ? <div data-theme={theme}>{page}</div> : page
}

async function example(screen: string, variant: string): Promise<ReactNode> {
  // Every object has a `constructor`, which is no example.
  if (variant in Object.prototype) return null
  const locale = await getLocale()
  const step = stepIds.find((id) => id === screen)
  if (step) {
    const found = stepExamples[step][variant]
    return found ? stepPage(step, found, locale) : null
  }
  if (screen === 'elsewhere' && elsewhereExamples[variant]) {
    return (
      <Elsewhere
        view={{ ...elsewhereExamples[variant].view, locale }}
        action={galleryAction}
        language={chooseLanguage}
      />
    )
  }
  if (screen === 'ended' && endedExamples[variant]) {
    return <Ended view={{ ...endedExamples[variant].view, locale }} language={chooseLanguage} />
  }
  if (screen === 'notice' && noticeExamples[variant]) {
    return (
      <Notice view={{ ...noticeExamples[variant].view, locale }} action={galleryAction} language={chooseLanguage} />
    )
  }
  if (screen === 'unknown' && unknownExamples[variant]) {
    return <Unknown view={{ ...unknownExamples[variant].view, locale }} language={chooseLanguage} />
  }
  if (screen === 'help' && contactExamples[variant]) {
    return <Help view={{ ...contactExamples[variant].view, locale }} language={chooseLanguage} />
  }
  if (screen === 'accessibility' && contactExamples[variant]) {
    return <Accessibility view={{ ...contactExamples[variant].view, locale }} language={chooseLanguage} />
  }
  return null
}

async function stepPage(step: StepId, { view, refused, values = {} }: StepExample, locale: string): Promise<ReactNode> {
  const Screen = screens[step]
  if (!refused) return <Screen view={{ ...view, locale }} action={galleryAction} language={chooseLanguage} />
  const t = await getTranslations('refusals')
  const message = t(refused, { triesLeft: 3, seconds: 18 })
  return (
    <Screen
      view={{ ...view, locale }}
      action={galleryAction}
      language={chooseLanguage}
      form={{ refused, message, values, turn: 1 }}
    />
  )
}
