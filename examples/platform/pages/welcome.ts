import { html } from 'hono/html'
import { layout, type Markup } from './layout.ts'

const languages = {
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  nl: 'Nederlands',
  pt: 'Português',
}

/** For a browser that we do not know. The values work in the sandbox: the code for this number is always 702100. */
export function welcomePage(): Markup {
  return layout(
    'welcome',
    'Welcome',
    html`<h1>Become a customer</h1>
<p>A customer lives as long as this demo runs. The sandbox sends nothing: its inbox shows every message.</p>
<form method="post" action="/customers">
<label>Email address <input name="email" type="email" required value="ann@example.com" autocomplete="off"></label>
<label>Phone number <small>may stay empty; the code for +33 6 11 11 11 11 is always 702100</small>
<input name="phoneNumber" type="tel" value="+33611111111" autocomplete="off"></label>
<label>Language <select name="locale"><option value="">as the browser</option>
${Object.entries(languages).map(([code, name]) => html`<option value="${code}">${name}</option>`)}</select></label>
<button>Become a customer</button>
</form>`,
  )
}
