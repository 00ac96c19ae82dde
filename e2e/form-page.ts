/** A form of a page as a browser without JavaScript sees it. */
export interface Form {
  readonly hidden: Readonly<Record<string, string>>
  readonly actions: readonly string[]
}

/** A page that was fetched. */
export interface FormPage {
  readonly address: string
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly step: string | null
  readonly outcome: string | null
  /** Of the address to which the answer leads, where it is a redirect. */
  readonly location: string | null
}

export async function readPage(address: string, response: Response): Promise<FormPage> {
  const html = await response.text()
  const main = /<main[^>]*>/.exec(html)?.[0] ?? ''
  return {
    address,
    status: response.status,
    headers: response.headers,
    html,
    step: attribute(main, 'data-step'),
    outcome: attribute(main, 'data-outcome'),
    location: response.headers.get('location'),
  }
}

/** The forms of a page, in order. */
export function formsOf({ html }: Pick<FormPage, 'html'>): Form[] {
  return [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => {
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([input]) => input)
    const hidden = inputs.filter((input) => attribute(input, 'type') === 'hidden')
    const buttons = [...form.matchAll(/<button[^>]*>/g)].map(([button]) => button)
    return {
      hidden: Object.fromEntries(
        hidden.map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? '']),
      ),
      actions: buttons.map((button) => attribute(button, 'value') ?? ''),
    }
  })
}

/** The refusal that a page shows, or null. */
export function problemOf({ html }: Pick<FormPage, 'html'>): string | null {
  const text = /class="problem"[^>]*>\s*<p>([\s\S]*?)<\/p>/.exec(html)?.[1]
  return text === undefined ? null : decode(text)
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? null : decode(value)
}

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }

function decode(text: string): string {
  return text.replace(/&(quot|amp|lt|gt|#x27);/g, (_, name: string) => entities[name] ?? '')
}
