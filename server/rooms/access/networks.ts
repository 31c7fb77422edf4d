import { BlockList, isIP } from 'node:net'
import type { Network } from './store-policy.ts'

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** A range in CIDR notation (RFC 4632, RFC 4291) as something that can be asked; null when it is none. */
const blockOf = (range: string): BlockList | null => {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(range) ?? []
  const version = isIP(address)
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return null
  const block = new BlockList()
  block.addSubnet(address, Number(bits), family(address))
  return block
}

export const isRange = (range: string): boolean => blockOf(range) !== null

/** The name of the first network that an address lies in; null: another network. The address itself is kept nowhere. */
export const networkOf = (networks: readonly Network[], address: string): string | null => {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address.split('%')[0] ?? ''
  if (isIP(plain) === 0) return null
  return networks.find(({ range }) => blockOf(range)?.check(plain, family(plain)) === true)?.name ?? null
}
