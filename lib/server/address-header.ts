/** The header in which the server passes the address of a request; whatever a client sends under it is overwritten. */
export const addressHeader = 'x-assent-address'
