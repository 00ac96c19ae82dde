import {
  contactExamples,
  elsewhereExamples,
  endedExamples,
  noticeExamples,
  stepExamples,
  unknownExamples,
} from '../../../components/screens/examples.ts'
import { stepIds } from '../../../lib/sca/words.ts'

const pages = {
  elsewhere: elsewhereExamples,
  ended: endedExamples,
  notice: noticeExamples,
  unknown: unknownExamples,
  help: contactExamples,
  accessibility: contactExamples,
}

/** All screens and their states, by the names that addresses and tests use. */
export function GalleryIndex() {
  const all = { ...Object.fromEntries(stepIds.map((id) => [id, stepExamples[id]])), ...pages }
  return (
    <main className="page">
      <title>Gallery</title>
      <h1>Gallery</h1>
      {Object.entries(all).map(([screen, examples]) => (
        <section key={screen} aria-label={screen}>
          <h2>{screen}</h2>
          <ul>
            {Object.keys(examples).map((variant) => (
              <li key={variant}>
                <a href={`/gallery/${screen}/${variant}`}>{variant}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}
