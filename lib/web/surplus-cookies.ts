interface Cookie {
  readonly name: string
  readonly value: string
}

/** Some 420 bytes each; Node refuses a request whose headers are longer than 16 kB. */
const most = 15

/**
 * The bindings that a browser has to give up for one more: all but the newest. Somebody who approves many things within
 * ten minutes would else be refused everything until the first of them expire. In: the cookies of a request. Out: names.
 */
export function surplusCookies(cookies: readonly Cookie[]): string[] {
  return cookies
    .filter(({ name }) => /^(__Host-)?assent-ses_/.test(name))
    .sort((one, other) => expiry(other) - expiry(one))
    .slice(most - 1)
    .map(({ name }) => name)
}

/** When a seal ends, which it says in clear: `Fe26.2*id*salt*iv*text*expiry*…`. Whatever says no such thing goes first. */
function expiry({ value }: Cookie): number {
  return Number(value.split('*')[5]) || 0
}
