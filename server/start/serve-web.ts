import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel/errors.ts'

/** Names with a content hash never change; everything else is asked for again. */
const isHashed = (path: string): boolean => /\/assets\/.+-[\w-]{8,}\.\w+$/.test(path)

/** Serves the built web app, compressed beforehand, and its shell for every page address. */
export const serveWeb = async (app: FastifyInstance, folder: string): Promise<void> => {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', isHashed(path.replace(/\.(br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const shell = { schema: { hide: true } }
  app.get('/', shell, (_request, reply) => reply.sendFile('index.html'))
  app.get('/*', shell, (request, reply) => {
    if (request.url.startsWith('/api/') || !(request.headers.accept ?? '').includes('text/html')) throw new Refusal('not_found')
    return reply.sendFile('index.html')
  })
}
