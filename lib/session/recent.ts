/** What was found out lately, by a key. Holds so many entries, each so long; the oldest goes first. */
export class Recent<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>()
  readonly #atMost: number
  readonly #forMs: number

  constructor(atMost: number, forMs: number) {
    this.#atMost = atMost
    this.#forMs = forMs
  }

  /** In: the key, the time (epoch ms). Out: what was kept of it, or undefined. */
  get(key: string, now: number): T | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined || now < kept.until) return kept?.value
    this.#kept.delete(key)
    return undefined
  }

  set(key: string, value: T, now: number): void {
    this.#kept.set(key, { value, until: now + this.#forMs })
    if (this.#kept.size <= this.#atMost) return
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest)
      return
    }
  }
}
