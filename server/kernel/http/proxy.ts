import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'

/** Which addresses are ours to believe. CIDR notation (RFC 4632, RFC 4291) or single addresses. @throws TypeError naming what is no range */
export const rangesOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const version = isIP(address)
    const length = bits === undefined ? (version === 4 ? 32 : 128) : Number(bits)
    if (version === 0 || !Number.isInteger(length) || length < 0 || length > (version === 4 ? 32 : 128)) throw new TypeError(`${range} is no range of addresses`)
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/** An IPv4 address that came over an IPv6 socket is the same address (RFC 4291 §2.5.5.2). */
export const isWithin = (list: BlockList, address: string): boolean => {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  const version = isIP(plain)
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Behind a proxy only the proxy is answered, since whoever comes past it could claim any address, and comes in clear. What the proxy itself took in clear
 * is refused as well: a page is sent on to https, anything else is not, so that no client keeps sending secrets in clear unnoticed (ASVS 5.0 4.1.2).
 * @returns where to go instead; null: go on
 * @throws Refusal not_through_proxy, not_secure
 */
export const passProxy = (request: FastifyRequest, proxies: BlockList, publicUrl: string): string | null => {
  if (!isWithin(proxies, request.socket.remoteAddress ?? '')) throw new Refusal('not_through_proxy')
  if (request.headers['x-forwarded-proto'] !== 'http') return null
  const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  if (!isPage) throw new Refusal('not_secure')
  return `${publicUrl}${request.url}`
}
