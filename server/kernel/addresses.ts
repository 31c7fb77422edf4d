import { BlockList, isIP } from 'node:net'

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** An IPv4 address that came over an IPv6 socket is that IPv4 address (RFC 4291 §2.5.5.2); which link it came over (`%eth0`, RFC 4007) is left out. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address.replace(/%.*$/, '')

const addTo = (list: BlockList, range: string): boolean => {
  const [address = '', bits, ...rest] = range.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0) return false
  if (bits === undefined) list.addAddress(address, familyOf(address))
  else if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return false
  else list.addSubnet(address, Number(bits), familyOf(address))
  return true
}

/** Whether this is a network in CIDR notation (RFC 4632, RFC 4291 §2.3), or one address. */
export const isRange = (range: string): boolean => addTo(new BlockList(), range)

/** Networks and addresses as one thing that can be asked. @throws TypeError naming what is neither */
export const rangesOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const range of ranges) if (!addTo(list, range)) throw new TypeError(`${range} is no range of addresses`)
  return list
}

/** Whether an address lies in one of them; what is no address lies nowhere. */
export const isWithin = (list: BlockList, address: string): boolean => {
  const from = plain(address)
  return isIP(from) !== 0 && list.check(from, familyOf(from))
}
