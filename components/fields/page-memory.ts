/** What a document in the browser has shown and what was pressed in it, from one page that comes in place to the next. */
interface PageMemory {
  /** The page that it showed last; null: none yet. The first one is announced by the browser itself. */
  page: string | null
  /** The code of the page before; undefined: the document has shown no page yet, and what it begins with is no news. */
  codeId: string | null | undefined
  /** The value of the button that was pressed last. */
  pressed: string | null
}

/** The script of each page has a copy of the modules that it needs: all of them find the same memory here. */
const slot = Symbol.for('assent.page-memory')
const shared = globalThis as { [slot]?: PageMemory }

/** The memory of this document. For effects and handlers alone: on the server all pages would share it. */
export function pageMemory(): PageMemory {
  shared[slot] ??= { page: null, codeId: undefined, pressed: null }
  return shared[slot]
}
