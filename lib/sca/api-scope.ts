/** What an API key may do: look, ask people to confirm, and change what people hold or where webhooks go. */
export const apiScopes = ['read', 'mint', 'admin'] as const
export type ApiScope = (typeof apiScopes)[number]

/** Keys of a platform that may be active at once: the one in use and the one that takes its place. */
export const activeKeys = 2
