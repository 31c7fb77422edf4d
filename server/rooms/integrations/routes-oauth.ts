import type { FastifyReply } from 'fastify'
import * as endpoints from '#contract/endpoints/oauth.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { giveBack, issueToken, OAuthError } from './oauth.ts'
import type { Issued } from './oauth.ts'

/** RFC 6749 §5.2: 401 with a challenge for a client that did not show who it is, 400 for the rest. */
const sendOAuthError = (reply: FastifyReply, error: OAuthError): void => {
  const isStranger = error.code === 'invalid_client'
  if (isStranger) void reply.header('www-authenticate', 'Basic realm="vrijplek", charset="UTF-8"')
  void reply
    .code(isStranger ? 401 : 400)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ error: error.code, error_description: error.message })
}

/** What OAuth answers with an error goes out in its own form; `answer` is what the handler then returns, which nobody reads. */
const answering = async <T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    sendOAuthError(reply, error)
    return undefined as T
  }
}

export const oauthRoutes = (kernel: Kernel): Route[] => [
  route(endpoints.issueToken, ({ request, reply, body }) => answering<Issued>(reply, () => issueToken(kernel, request, body))),
  route(endpoints.revokeIssuedToken, ({ request, reply, body }) => answering<void>(reply, () => giveBack(kernel, request, body))),
]
