/** The action of the button that was pressed last in this document: a page that comes anew gives it the focus back. */
export const lastPress: { action: string | null } = { action: null }
