import { headers } from 'next/headers'
import { Counter } from './counter.tsx'

/** A page that is rendered for each request, with a form and one client component. */
export default async function Page() {
  const agent = (await headers()).get('user-agent')
  return (
    <main>
      <h1>Bare page</h1>
      <p>{agent?.slice(0, 20)}</p>
      <form method="post">
        <input name="email" type="email" />
        <button type="submit">Go on</button>
      </form>
      <Counter />
    </main>
  )
}
