import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { locales } from '../../lib/i18n/locales.ts'
import { messagesOf } from '../../lib/i18n/messages-of.ts'
import type { EndView, FormState, StepView } from '../../lib/sca/view.ts'
import { stepIds } from '../../lib/sca/words.ts'
import { ownNames } from '../frame/language-switch.tsx'
import { Ended } from './ended.tsx'
import { endedExamples, stepExamples } from './examples.ts'
import { screens } from './index.ts'

const action = async (state: FormState) => state
const language = async () => undefined

function markup(page: ReactNode): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      {page}
    </NextIntlClientProvider>,
  )
}

/** Every screen in so many of its states. In: what is changed in each view. Out: its name and its HTML. */
function everyScreen(change: Partial<StepView> = {}, states = 99): (readonly [string, string])[] {
  return stepIds.flatMap((step) =>
    Object.entries(stepExamples[step])
      .slice(0, states)
      .map(([variant, { view }]) => {
        const Screen = screens[step]
        return [
          `${step}/${variant}`,
          markup(<Screen view={{ ...view, ...change }} action={action} language={language} />),
        ] as const
      }),
  )
}

/** The `<input>` of a name, in each screen that has one. */
function fields(name: string): string[] {
  return everyScreen().flatMap(([, html]) => html.match(new RegExp(`<input[^>]* name="${name}"[^>]*>`, 'g')) ?? [])
}

describe('PIN-06 A11Y-02 a PIN', () => {
  it.each([
    ['pin', /autoComplete="(new|current)-password"/i],
    ['pinConfirmation', /autoComplete="new-password"/i],
  ])('%s is one masked field that takes paste and password managers', (name, autocomplete) => {
    const found = fields(name)
    expect(found.length).toBeGreaterThan(0)
    for (const field of found) {
      expect(field).toMatch(autocomplete)
      expect(field).toContain('type="password"')
      expect(field).toMatch(/inputMode="numeric"/i)
      expect(field).not.toMatch(/maxLength|onPaste|pattern=|readOnly/i)
      expect(field).toContain('value=""')
    }
  })

  it('CRED-01 is on no page, whatever was typed before', () => {
    const form: FormState = {
      refused: 'identity-not-accepted',
      message: 'No.',
      values: { pin: '274916', code: '702100' },
      turn: 1,
    }
    for (const step of ['confirm-identity', 'choose-pin', 'repeat-pin'] as const) {
      const Screen = screens[step]
      for (const { view } of Object.values(stepExamples[step])) {
        const html = markup(<Screen view={view} action={action} language={language} form={form} />)
        expect(html).not.toMatch(/274916|702100/)
      }
    }
  })
})

describe('SMS-02 A11Y-02 a code', () => {
  it('is one field that is offered for filling in and takes blanks', () => {
    const found = fields('code')
    expect(found.length).toBeGreaterThan(0)
    for (const field of found) {
      expect(field).toMatch(/autoComplete="one-time-code"/i)
      expect(field).toMatch(/inputMode="numeric"/i)
      expect(field).toContain('type="text"')
      expect(field).not.toMatch(/maxLength|pattern=/i)
    }
  })
})

it.each(['phone-country-not-served', 'phone-impossible'] as const)(
  'A11Y-06 %s is tied to country and number',
  (refused) => {
    const Screen = screens['give-phone']
    const [{ view } = never()] = Object.values(stepExamples['give-phone'])
    const html = markup(
      <Screen
        view={view}
        action={action}
        language={language}
        form={{ refused, message: 'No.', values: {}, turn: 1 }}
      />,
    )
    const problem = /<div id="([^"]+)" class="problem"/.exec(html)?.[1] ?? never()
    for (const tag of [/<select[^>]* name="country"[^>]*>/, /<input[^>]* name="phone"[^>]*>/]) {
      const field = tag.exec(html)?.[0] ?? ''
      expect(field).toContain('aria-invalid="true"')
      expect(/aria-describedby="([^"]*)"/.exec(field)?.[1]?.split(' ')).toContain(problem)
    }
  },
)

describe('WEB-21 text from outside', () => {
  const showing = (text: string) =>
    everyScreen(
      {
        platformName: text,
        subject: {
          purpose: 'payment',
          operation: {
            amount: { value: 3100, currency: 'EUR' },
            payee: { name: text, account: text },
            reference: text,
          },
        },
      },
      1,
    )
  const harmless = showing('x')

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '<svg/onload=alert(1)>',
    'javascript:alert(1)',
    '</title><script>alert(1)</script>',
    '{platform} <b>{purpose}</b>',
  ])('%s stays text on every screen', (text) => {
    for (const [index, [name, html]] of showing(text).entries()) {
      // The same elements with the same attributes: nothing that was written became a tag.
      expect(tags(html), name).toEqual(tags(harmless[index]?.[1] ?? ''))
      expect(html, name).not.toMatch(/href="javascript:/)
    }
  })
})

function tags(html: string): string[] {
  return (html.match(/<\/?[a-z][^>]*>/gi) ?? []).map((tag) => tag.replaceAll(/="[^"]*"/g, ''))
}

describe('WEB-11 the way back', () => {
  it('is a link, which no policy of forms stops, and not a form', () => {
    const ways = Object.values(endedExamples)
      .filter(({ view }) => view.returnHref !== null)
      .map(({ view }) => [view.returnHref ?? '', markup(<Ended view={view} language={language} />)] as const)
    expect(ways.length).toBeGreaterThan(0)
    for (const [href, html] of ways) {
      const link = /<a data-action="return"[^>]*href="([^"]*)"/.exec(html)?.[1]
      expect(link?.replaceAll('&amp;', '&')).toBe(href)
    }
  })
})

describe('every screen', () => {
  it('DL-01 A11Y-07 shows amount, currency, payee and account of the payment, and a way to decline', () => {
    for (const [name, html] of everyScreen({ subject: stepExamples.welcome.payment?.view.subject ?? never() })) {
      const text = html.replaceAll(/<[^>]*>/g, ' ')
      expect(text, name).toMatch(/€\s*31\.00/)
      expect(text, name).toContain('Atelier Lumière')
      expect(html, name).toMatch(/name="action" value="decline"|value="decline"[^>]*name="action"/)
    }
  })

  it('PII-06 asks nothing of another host', () => {
    for (const [name, html] of everyScreen()) {
      expect(html.match(/(?:src|srcset|href|data)="(?!\/(?!\/)|data:)[^"]+"/g) ?? [], name).toEqual([])
    }
  })
})

function never(): never {
  throw new Error('the gallery lacks what is looked for')
}

it('SMS-30 no page says that a code was sent while none is out', () => {
  for (const step of ['confirm-phone', 'enter-email-code', 'confirm-identity'] as const) {
    const Screen = screens[step]
    const [example] = Object.values(stepExamples[step])
    if (!example) throw new Error(`${step} has no example`)
    const shown = (code: StepView['code']) =>
      markup(<Screen view={{ ...example.view, code }} action={action} language={language} />)
    const out = { id: 'code_example', sentAt: example.view.now, expiresAt: example.view.now + 300_000 }
    expect(shown(out)).toMatch(/We have sent a code/)
    expect(shown(null)).not.toMatch(/have sent a code|has been sent/)
  }
})

it('OTP-08 SMS-22 who gives a number, or has a code sent, is told that a passkey is safer', () => {
  const told = everyScreen()
    .filter(([, html]) => html.includes(messagesOf('en').frame.smsRisk))
    .map(([name]) => name)
  for (const [step, variants] of [
    ['give-phone', Object.keys(stepExamples['give-phone'])],
    ['confirm-identity', ['fresh', 'fresh-with-passkey', 'send-failed']],
  ] as const) {
    const taking = variants.filter((variant) => variant !== 'no-codes-left')
    for (const variant of taking) expect(told).toContain(`${step}/${variant}`)
  }
})

describe('I18N-01 the switch', () => {
  it.each(locales)('names %s in its own words', (language) => {
    const own = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? ''
    expect(ownNames[language]).toBe(own.charAt(0).toLocaleUpperCase(language) + own.slice(1))
  })
})

describe('WEB-20 the last page', () => {
  const ended = (returnHref: string | null) =>
    markup(<Ended view={{ ...(endedExamples['done'] as { view: EndView }).view, returnHref }} language={language} />)

  it('names the host that the way back leads to, as the browser would', () => {
    expect(ended('https://shop.example/back?status=succeeded')).toContain('The link leads to shop.example.')
    expect(ended('https://user@shop.example:8443/')).toContain('The link leads to shop.example:8443.')
    // A name that looks like another is shown as what is asked of the network.
    expect(ended('https://раypal.example/')).toContain('The link leads to xn--ypal-43d9g.example.')
  })

  it('names none for an app, and has a link without a script', () => {
    expect(ended('myshop://back')).not.toContain('leads to')
    expect(ended('myshop://back')).toMatch(/<a data-action="return"[^>]* href="myshop:\/\/back"/)
    expect(ended(null)).not.toContain('data-action="return"')
  })
})
