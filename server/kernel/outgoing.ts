import { lookup as lookUpName } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { request as plainRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** Why nothing came back, in a word that may be shown: nothing of what was found on the way is in it. */
export class OutgoingError extends Error {
  readonly reason: 'address' | 'private' | 'unreachable' | 'slow' | 'large' | 'redirect'

  constructor(reason: OutgoingError['reason'], cause?: unknown) {
    super(`an outgoing request was given up: ${reason}`, { cause })
    this.reason = reason
  }
}

export type OutgoingRequest = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/**
 * A request to an address that somebody else chose: an issuer, a metadata address (server-side request forgery, ASVS 5.0 1.3.6).
 * - https only, to port 443 or 1024 and up, without user and password in the address;
 * - the name is resolved once, every address it has must be public, and the connection goes to exactly the one that was looked at;
 * - no redirect is followed; ten seconds and one megabyte at most; nothing of ours goes along.
 * @throws OutgoingError
 */
export type Outgoing = (url: string, request?: OutgoingRequest) => Promise<Response>

const mostBytes = 1_000_000
const longestMs = 10_000

/** Special-purpose addresses (IANA registries, RFC 6890) that nobody outside reaches, or that stand for something else. */
const special4 = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) {
  special4.addSubnet(net, prefix, 'ipv4')
}
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const special6 = new BlockList()
for (const [net, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) special6.addSubnet(net, prefix, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !special4.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}
const isLoopbackAddress = (address: string): boolean => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

export type OutgoingOptions = {
  /** Only to try something out: addresses of this machine are reached too, and those without TLS. */
  readonly loopback: boolean
  readonly lookUp?: (host: string) => Promise<readonly LookupAddress[]>
}

export const createOutgoing = ({ loopback: mayLoop, lookUp = (host) => lookUpName(host, { all: true, order: 'verbatim' }) }: OutgoingOptions): Outgoing => {
  /** The one address to connect to. */
  const pinned = async (url: URL): Promise<LookupAddress> => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const found = isIP(host) === 0 ? await lookUp(host).catch((cause: unknown) => Promise.reject(new OutgoingError('unreachable', cause))) : [{ address: host, family: isIP(host) }]
    const [first] = found
    if (first === undefined) throw new OutgoingError('unreachable')
    const isOurs = mayLoop && found.every(({ address }) => isLoopbackAddress(address))
    if (!isOurs && !found.every(({ address }) => isPublicAddress(address))) throw new OutgoingError('private')
    if (url.protocol !== 'https:' && !isOurs) throw new OutgoingError('address')
    return first
  }

  return async (address, { method = 'GET', headers = {}, body } = {}) => {
    const url = URL.parse(address)
    const port = url === null || url.port === '' ? 443 : Number(url.port)
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || (port !== 443 && port < 1024)) {
      throw new OutgoingError('address')
    }
    const to = await pinned(url)
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    const request = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Vrijplek' },
      agent: false,
      // Whatever it resolves to by now, the connection goes to the address that was looked at.
      lookup: (_host, options, done) => {
        if (options.all === true) (done as (error: null, found: LookupAddress[]) => void)(null, [to])
        else done(null, to.address, to.family)
      },
    })
    const tooSlow = setTimeout(() => request.destroy(new OutgoingError('slow')), longestMs)
    request.on('error', (cause) => reject(cause instanceof OutgoingError ? cause : new OutgoingError('unreachable', cause)))
    request.on('response', (answer) => {
      read(answer).then(resolve, (fault: unknown) => {
        request.destroy()
        reject(fault instanceof OutgoingError ? fault : new OutgoingError('unreachable', fault))
      })
    })
    request.end(body)
    return promise.finally(() => clearTimeout(tooSlow))
  }
}

const read = async (answer: IncomingMessage): Promise<Response> => {
  const status = answer.statusCode ?? 0
  if (status >= 300 && status < 400) throw new OutgoingError('redirect')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostBytes) throw new OutgoingError('large')
    parts.push(part)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) if (typeof value === 'string') headers.set(name, value)
  const isEmpty = status === 204 || status === 205
  return new Response(isEmpty ? null : Buffer.concat(parts), { status: Math.max(200, status), headers })
}
