/** What a journey needs of a browser, whatever drives it. Selectors are CSS; nothing here waits but for its own command. */
export interface Tab {
  open(address: string): Promise<void>
  address(): Promise<string>
  /** Runs a function in the page. In: a function that closes over nothing, its arguments. */
  evaluate<T, A extends readonly unknown[]>(work: (...given: A) => T, ...given: A): Promise<T>
  /** Presses like a finger: scrolls there, and hits whatever lies on top. */
  click(selector: string): Promise<void>
  /** Types over what the field holds. */
  type(selector: string, text: string): Promise<void>
  /** Chooses an option of a select by its value. */
  choose(selector: string, value: string): Promise<void>
  back(): Promise<void>
  reload(): Promise<void>
}

/** A browser profile of its own: cookies are shared by its tabs and by nobody else. */
export interface Profile {
  newTab(): Promise<Tab>
  close(): Promise<void>
}

/** How to start a profile. */
export type OpenProfile = (options: { readonly scripts: boolean }) => Promise<Profile>
