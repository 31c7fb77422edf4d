import { BlockList, isIP } from 'node:net'
import { Refusal } from '#kernel/errors.ts'

/** An IPv4 address that came over IPv6 (RFC 4291 §2.5.5.2) is that IPv4 address. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Adds a network in CIDR notation, or one address. @returns false when it is neither */
const addTo = (list: BlockList, range: string): boolean => {
  const [address = '', bits, ...rest] = range.split('/')
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  if (version === 0 || address.includes('%') || rest.length > 0) return false
  if (bits === undefined) list.addAddress(address, familyOf(address))
  else if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return false
  else list.addSubnet(address, Number(bits), familyOf(address))
  return true
}

/** @throws Refusal network_invalid when one of them is no network */
export const checkedRanges = (ranges: readonly string[]): readonly string[] => {
  if (!ranges.every((range) => addTo(new BlockList(), range))) throw new Refusal('network_invalid')
  return ranges
}

/** Whether an address lies in one of these networks; in none when one cannot be read, from anywhere when there are none. */
export const isWithin = (ranges: readonly string[], address: string): boolean => {
  if (ranges.length === 0) return true
  const list = new BlockList()
  if (!ranges.every((range) => addTo(list, range))) return false
  const from = plain(address)
  return isIP(from) !== 0 && list.check(from, familyOf(from))
}
