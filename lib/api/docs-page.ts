import { problems } from './problems.ts'

interface Operation {
  readonly summary?: string | undefined
  readonly parameters?: readonly object[] | undefined
  readonly requestBody?: object | undefined
  readonly responses?: Readonly<Record<string, object>> | undefined
}

interface Described {
  readonly info: { readonly title: string; readonly description?: string | undefined }
  readonly paths?: Readonly<Record<string, object>> | undefined
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> | undefined } | undefined
}

/** Writes the OpenAPI document as one page: no script, no other host. In: the document. Out: HTML. */
export function docsPage(document: Described): string {
  const title = asText(document.info.title)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}: API</title>
<main>
<h1>${title}: API</h1>
<p>${asText(document.info.description ?? '')} The same as a document: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<h2>Calls</h2>
${calls(document)}
<h2>Schemas</h2>
${Object.entries(document.components?.schemas ?? {})
  .map(schema)
  .join('\n')}
<h2>Problems</h2>
<p>Errors are <code>application/problem+json</code> with one of these codes.</p>
<table>
<thead><tr><th scope="col">Code<th scope="col">Status<th scope="col">Meaning
<tbody>
${Object.entries(problems).map(problemRow).join('\n')}
</table>
</main>
</html>
`
}

function calls({ paths = {} }: Described): string {
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => call(method, path, operation as Operation)),
    )
    .join('\n')
}

function call(
  method: string,
  path: string,
  { summary = '', parameters, requestBody, responses = {} }: Operation,
): string {
  const answers = Object.entries(responses).map(([status, response]) => {
    const { description = '', content } = response as { description?: string; content?: Record<string, object> }
    const refs = refsIn(content)
    return `<dt>${asText(status)}<dd>${asText(description)} ${refs}`
  })
  return `<section>
<h3><code>${asText(method.toUpperCase())} ${asText(path)}</code></h3>
<p>${asText(summary)}</p>
${parameters?.length ? `<p>Parameters: ${parameters.map(parameter).join(', ')}</p>` : ''}
${requestBody ? `<p>Body: ${refsIn(requestBody)}</p>` : ''}
<dl>${answers.join('\n')}</dl>
</section>`
}

function parameter(described: object): string {
  const { name, required } = described as { name?: string; required?: boolean }
  return `<code>${asText(name ?? '')}</code>${required ? '' : ' (optional)'}`
}

/** Links to the schemas that a part of the document names. */
function refsIn(part: object | undefined): string {
  const names = [...JSON.stringify(part ?? {}).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name)
  return [...new Set(names)].map((name) => `<a href="#schema-${name}">${name}</a>`).join(', ')
}

function schema([name, body]: [string, object]): string {
  return `<details id="schema-${asText(name)}" open><summary>${asText(name)}</summary>
<pre><code>${asText(JSON.stringify(body, null, 2))}</code></pre></details>`
}

function problemRow([code, [status, title]]: [string, readonly [number, string]]): string {
  return `<tr id="${asText(code)}"><td><code>${asText(code)}</code><td>${status}<td>${asText(title)}`
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
