import { html } from 'hono/html'
import type { Attempt } from '../customers.ts'
import type { Result } from '../result.ts'
import type { Claims } from '../verify-receipt.ts'
import { resultInWords } from '../words.ts'
import { layout, type Markup } from './layout.ts'

/** What became of an attempt. */
export function resultPage(attempt: Attempt, result: Result): Markup {
  if (result.status === 'verified') return verifiedPage(attempt, result)
  const { title, text } = resultInWords(result)
  return layout(
    'result',
    title,
    html`<div data-result="${result.status}" data-purpose="${attempt.purpose}">
<h1>${title}</h1>
<p>${text}</p>
<p><a class="button" href="/">Back to Northwind</a></p>
</div>`,
  )
}

/** A receipt that held, with all that was looked at. */
function verifiedPage({ purpose }: Attempt, { claims, receipt }: Extract<Result, { status: 'verified' }>): Markup {
  return layout(
    'result',
    'Confirmed',
    html`<div data-result="verified" data-purpose="${purpose}">
<h1 class="good">Confirmed</h1>
<p>Northwind asked Assent for the receipt, checked it, and has done what you approved.</p>
<p><a class="button" href="/">Back to Northwind</a></p>
<h2>What was checked</h2>
<ul class="checks">
<li>this browser was sent away for exactly this: session and state are ours</li>
<li>the API says <code>succeeded</code>, and took the operation as repeated by us</li>
<li>signature: ES256, by a key of Assent's published key set; type <code>sca-receipt+jwt</code></li>
<li>issuer <code>${claims.iss}</code>, audience <code>${claims.aud}</code>, user <code>${claims.sub}</code></li>
<li>not older than two minutes</li>
<li>session, purpose <code>${purpose}</code> and state are those we asked for</li>
<li>the operation's hash, computed by ourselves: <code>${claims['operationHash']}</code></li>
<li>${elements(claims)}</li>
</ul>
<h2>The claims</h2>
<pre data-claims>${JSON.stringify(claims, null, 2)}</pre>
<h2>The receipt</h2>
<pre data-receipt class="wrap">${receipt}</pre>
</div>`,
  )
}

function elements({ amr }: Claims): string {
  if (amr.some(({ method }) => method === 'sandbox')) return 'in a sandbox only: it decided in the place of a person'
  return `at least two different elements: ${amr.map(({ method, category }) => `${method} (${category})`).join(', ')}`
}
