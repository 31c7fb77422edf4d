import type { FastifyInstance } from 'fastify'

/** What a standard wants to find at a place of its own below the root (RFC 8615), for anybody. */
export type WellKnown = { readonly path: `/.well-known/${string}`; readonly body: () => Readonly<Record<string, unknown>> }

export const registerWellKnown = (app: FastifyInstance, documents: readonly WellKnown[]): void => {
  for (const { path, body } of documents) app.get(path, { schema: { hide: true } }, async () => body())
}
