import ipaddr from 'ipaddr.js'

/** An address or a network, as `203.0.113.7` or `2001:db8::/32`. Out: it and its length, or null: it is neither. */
export function readNetwork(text: string): readonly [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  const [address = '', length, ...more] = text.split('/')
  if (
    more.length > 0 ||
    !ipaddr.isValid(address) ||
    (ipaddr.IPv4.isValid(address) && !ipaddr.IPv4.isValidFourPartDecimal(address))
  )
    return null
  const parsed = ipaddr.parse(address)
  // Callers are told as IPv4 where they are that: nobody would ever be in it.
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress()) return null
  const bits = parsed.kind() === 'ipv4' ? 32 : 128
  if (length === undefined) return [parsed, bits]
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? [parsed, Number(length)] : null
}

/** May a call come from here? In: the caller's address, the networks of the key; none means from anywhere. */
export function addressAllowed(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true
  if (!ipaddr.isValid(address)) return false
  const caller = ipaddr.process(address)
  return networks.some((text) => {
    const network = readNetwork(text)
    return network !== null && network[0].kind() === caller.kind() && caller.match(network[0] as never, network[1])
  })
}
