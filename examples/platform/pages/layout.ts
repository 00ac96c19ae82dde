import { html } from 'hono/html'

/** Text that `html` has escaped. */
export type Markup = ReturnType<typeof html>

/** Every page. In: its name, for tests and for the title; what it shows. */
export function layout(page: string, title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Northwind</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/logo.svg" type="image/svg+xml">
</head>
<body>
<header><a href="/"><img src="/logo.svg" width="32" height="32" alt=""> <strong>Northwind</strong></a> <span>a marketplace that does not exist</span></header>
<main data-page="${page}">
${content}
</main>
</body>
</html>`
}
