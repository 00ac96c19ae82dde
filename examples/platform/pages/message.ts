import { html } from 'hono/html'
import type { Words } from '../words.ts'
import { layout, type Markup } from './layout.ts'

/** Something that could not begin, in words. */
export function messagePage({ title, text }: Words): Markup {
  return layout(
    'message',
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
<p><a class="button" href="/">Back to Northwind</a></p>`,
  )
}
