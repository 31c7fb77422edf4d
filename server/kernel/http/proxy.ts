import type { BlockList } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { isWithin } from '../addresses.ts'
import { Refusal } from '../errors.ts'

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
