import {
  contactExamples,
  elsewhereExamples,
  endedExamples,
  noticeExamples,
  stepExamples,
  unknownExamples,
} from '../../components/screens/examples.ts'

/** Every picture of the gallery: the screen, its variants. */
export const gallery: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    ...stepExamples,
    elsewhere: elsewhereExamples,
    ended: endedExamples,
    notice: noticeExamples,
    unknown: unknownExamples,
    help: contactExamples,
    accessibility: contactExamples,
  }).map(([screen, examples]) => [screen, Object.keys(examples)]),
)
