import { readFileSync } from 'node:fs'

/** One line of a Dockerfile: `COPY`, and what follows it. */
export interface Instruction {
  readonly word: string
  readonly rest: string
}

/** Instructions from one FROM to the next, under the name of the stage; the last one is `''`. */
export function readDockerfile(path: string): Map<string, readonly Instruction[]> {
  const lines = readFileSync(path, 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
  const stages = new Map<string, Instruction[]>()
  let stage: Instruction[] = []
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const [, word = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line.trim()) ?? []
    if (word === 'FROM') {
      stage = []
      stages.set(/ AS (\w+)$/.exec(rest)?.[1] ?? '', stage)
    }
    stage.push({ word, rest })
  }
  return stages
}

/** What is copied into a stage. Out: from which other stage (null: what is sent to the build), which files, where to. */
export function copiesOf(stage: readonly Instruction[]) {
  return stage
    .filter(({ word }) => word === 'COPY')
    .map(({ rest }) => {
      const words = rest.split(/ +/)
      const from = words[0]?.startsWith('--from=') ? (words.shift()?.slice('--from='.length) ?? null) : null
      return { from, files: words.slice(0, -1), to: words.at(-1) ?? '' }
    })
}

/** The variables of a stage. */
export function variablesOf(stage: readonly Instruction[]): Record<string, string> {
  const pairs = stage.filter(({ word }) => word === 'ENV').flatMap(({ rest }) => rest.split(/ +/))
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

/** The program of an instruction in the form of a list: `CMD ["node", "server.ts"]`, also behind HEALTHCHECK. */
export function programOf(stage: readonly Instruction[], word: string): string[] {
  const { rest = '' } = stage.findLast((one) => one.word === word) ?? {}
  return JSON.parse(rest.slice(rest.indexOf('['))) as string[]
}
