import { elsewhereExamples, endedExamples, stepExamples, unknownExamples } from '../../components/screens/examples.ts'

/** Every picture of the gallery: the screen, its variants. */
export const gallery: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    ...stepExamples,
    elsewhere: elsewhereExamples,
    ended: endedExamples,
    unknown: unknownExamples,
  }).map(([screen, examples]) => [screen, Object.keys(examples)]),
)
