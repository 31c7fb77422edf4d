import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'

/** Loopback and private ranges (RFC 1918, RFC 4193, RFC 4291): where a monitor stands, never a visitor behind the proxy. */
export const isPrivateAddress = (address: string): boolean => {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (isIP(plain) === 4) return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(plain)
  return plain === '::1' || /^f[cd]/i.test(plain) || /^fe80:/i.test(plain)
}

export type Readiness = () => Promise<{ readonly ready: boolean; readonly waitingFor: readonly string[] }>

/** `/health/live`: the process answers. `/health/ready`: it can do its work. `/metrics`: Prometheus text, for monitors only. */
export const registerHealth = (app: FastifyInstance, readiness: Readiness, metrics: Metrics): void => {
  app.get('/health/live', { schema: { hide: true } }, () => ({ status: 'alive' }))
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const { ready, waitingFor } = await readiness()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', waitingFor })
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isPrivateAddress(request.ip)) return reply.callNotFound()
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}
