import { type FormPage, formsOf, readPage } from './form-page.ts'

/**
 * A browser of HTTP alone: cookies, redirects and plain forms, no script. It enrols users quickly, and it sends what no
 * honest browser would.
 */
export class Visitor {
  readonly origin: string
  readonly cookies = new Map<string, string>()

  constructor(origin: string) {
    this.origin = origin
  }

  /** Fetches a page and follows redirects on the same origin. */
  async open(address: string): Promise<FormPage> {
    const url = new URL(address, this.origin).href
    return this.#follow(await this.send(url))
  }

  /**
   * Presses a button of a page as a form without script does. In: the page, the button's action, what was typed; headers
   * other than a browser's own, null for none. Out: the page that it leads to.
   */
  async press(
    page: FormPage,
    action: string,
    typed: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string | null>> = {},
  ): Promise<FormPage> {
    return this.#follow(await this.post(page, action, typed, headers))
  }

  /** The same without following where it leads. */
  async post(
    page: FormPage,
    action: string,
    typed: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string | null>> = {},
  ): Promise<FormPage> {
    const form = formsOf(page).find(({ actions }) => actions.includes(action))
    if (!form) throw new Error(`${page.address} has no button ${action}`)
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...form.hidden, ...typed, action })) body.append(name, value)
    const sent = { origin: this.origin, 'sec-fetch-site': 'same-origin', ...headers }
    const set = Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== null)
    return this.send(page.address, { method: 'POST', body, headers: Object.fromEntries(set) })
  }

  /** One request with this visitor's cookies; redirects are not followed. */
  async send(url: string, init: RequestInit = {}): Promise<FormPage> {
    const headers = new Headers(init.headers)
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.cookies.set(name, value)
    }
    return readPage(url, response)
  }

  async #follow(page: FormPage): Promise<FormPage> {
    if (page.location === null) return page
    const next = new URL(page.location, page.address)
    if (next.origin !== this.origin) throw new Error(`${page.address} leads away to ${next.origin}`)
    return this.#follow(await this.send(next.href))
  }
}
