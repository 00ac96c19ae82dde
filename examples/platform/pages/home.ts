import { html } from 'hono/html'
import type { Customer, Newcomer } from '../customers.ts'
import { type Scenario, scenarios } from '../scenarios.ts'
import type { Settings } from '../settings.ts'
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

/** Everything that a customer can do here. In: settings; the customer, who has no id yet in a browser that we do not know. */
export function homePage({ assent }: Settings, customer: Newcomer & Partial<Pick<Customer, 'userId'>>): Markup {
  return layout(
    'home',
    'Your account',
    html`<h1>What would you like to do?</h1>
<p class="customer"><span>${customer.email}</span> <span>${customer.phoneNumber ?? 'no phone number'}</span>
${customer.userId ? html`<code data-user-id>${customer.userId}</code>` : ''}</p>
<div class="scenarios">${Object.entries(scenarios).map(([id, scenario]) => card(id, scenario))}</div>
<p>Codes and notices are in the <a href="${assent}/sandbox/inbox" target="_blank" rel="noopener">sandbox inbox</a>.
What came back is in <a href="/received">the log of this example</a>.</p>
<h2>Start over</h2>
<p>A customer lives as long as this demo runs. The code for +33 6 11 11 11 11 is always 702100.</p>
<form method="post" action="/customers" class="row">
<label>Email address <input name="email" type="email" required value="${customer.email}" autocomplete="off"></label>
<label>Phone number <input name="phoneNumber" type="tel" value="${customer.phoneNumber ?? ''}" autocomplete="off"></label>
<label>Language <select name="locale"><option value="">as the browser</option>
${Object.entries(languages).map(
  ([code, name]) => html`<option value="${code}"${code === customer.locale ? ' selected' : ''}>${name}</option>`,
)}</select></label>
<button class="quiet">Become a new customer</button>
</form>`,
  )
}

function card(id: string, { title, text, button, change }: Scenario): Markup {
  const field = change
    ? html`<label>${change.label}
<input name="value" type="${change.field === 'email' ? 'email' : 'tel'}" required value="${change.value}" autocomplete="off"></label>`
    : ''
  return html`<form method="post" action="/start/${id}">
<h2>${title}</h2><p>${text}</p>${field}<button data-scenario="${id}">${button}</button>
</form>`
}
