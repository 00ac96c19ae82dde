import { html } from 'hono/html'
import type { Customer } from '../customers.ts'
import { type Scenario, scenarios } from '../scenarios.ts'
import type { Settings } from '../settings.ts'
import { layout, type Markup } from './layout.ts'

/** Everything that a customer can do here. */
export function homePage({ assent }: Settings, customer: Customer): Markup {
  return layout(
    'home',
    'Your account',
    html`<h1>What would you like to do?</h1>
<p class="customer"><span>${customer.email}</span> <span>${customer.phoneNumber ?? 'no phone number'}</span>
<code data-user-id>${customer.userId}</code></p>
<div class="scenarios">${Object.entries(scenarios).map(([id, scenario]) => card(id, scenario))}</div>
<p>Codes and notices are in the <a href="${assent}/sandbox/inbox" target="_blank" rel="noopener">sandbox inbox</a>.
What came back is in <a href="/received">the log of this example</a>.</p>
<h2>Start over</h2>
<form method="post" action="/customers" class="row">
<label>Email address <input name="email" type="email" required value="${customer.email}" autocomplete="off"></label>
<label>Phone number <input name="phoneNumber" type="tel" value="${customer.phoneNumber ?? ''}" autocomplete="off"></label>
<input type="hidden" name="locale" value="${customer.locale ?? ''}">
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
