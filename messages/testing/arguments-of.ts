/** What a message is given: `{names}` and `<tags>`, each once, in the order of the alphabet. In: an ICU message. */
export function argumentsOf(message: string): readonly string[] {
  const found = new Set<string>([...message.matchAll(/<(\w+)>/g)].map(([, tag]) => `<${tag}>`))
  let at = 0

  const text = (nested: boolean): void => {
    while (at < message.length && !(nested && message[at] === '}')) {
      if (message[at] === '{') argument()
      else at++
    }
  }

  /** From `{` to its `}`: a name alone, or a name, a type and branches of further text. */
  const argument = (): void => {
    const [head = '', name = '', end] = /^\{\s*(\w+)\s*(,|\})/.exec(message.slice(at)) ?? []
    if (!end) throw new Error(`no argument at "${message.slice(at, at + 30)}"`)
    found.add(name)
    at += head.length
    if (end === '}') return
    at += /^\s*(?:plural|select|selectordinal)\s*,/.exec(message.slice(at))?.[0].length ?? 0
    for (;;) {
      const branch = /^\s*(?:=\d+|\w+)\s*\{/.exec(message.slice(at))
      if (!branch) break
      at += branch[0].length
      text(true)
      at++
    }
    at += (/^\s*\}/.exec(message.slice(at)) ?? [''])[0].length
  }

  text(false)
  return [...found].sort()
}
