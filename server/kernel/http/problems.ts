import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isAway } from '../database/passing.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { principalOf } from './principal.ts'
import { tellRefusal } from './security-events.ts'

/** The language a client asks for; Dutch unless English comes first. */
export const languageOf = (request: FastifyRequest): 'nl' | 'en' => {
  const wished = (request.headers['accept-language'] ?? '').toLowerCase()
  const at = (tag: RegExp) => {
    const place = wished.search(tag)
    return place < 0 ? Number.POSITIVE_INFINITY : place
  }
  return at(english) < at(dutch) ? 'en' : 'nl'
}
const dutch = /(^|[,\s])nl\b/
const english = /(^|[,\s])en\b/

type Named = { validation?: unknown; statusCode?: number; code?: string }

const refusalOf = (error: FastifyError | Refusal): Refusal | null => {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Refusal('invalid_input', {}, {
      errors: error.validation.map((issue) => ({
        pointer: issue.instancePath === '' ? '/' : issue.instancePath,
        detail: issue.message ?? 'not valid',
      })),
    })
  }
  const { code, statusCode } = error as Named
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('payload_too_large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('unsupported_media_type')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Refusal('invalid_input', {}, { errors: [{ pointer: '/', detail: error.message }] })
  }
  return null
}

/** Turns anything thrown into RFC 9457 problem details. A bug is logged with its cause and answered with a number to ask about. */
export const sendProblem = (
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  watch: { readonly log: Log; readonly metrics: Metrics },
): FastifyReply => {
  const { log } = watch
  let refusal = refusalOf(error)
  if (refusal === null && isAway(error)) {
    log.warn({ code: (error as Named).code, requestId: request.id }, 'the database is away')
    refusal = new Refusal('not_ready', {}, { retryAfterSeconds: 2 })
  }
  if (refusal === null) {
    log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'a request failed')
    refusal = new Refusal('internal', { requestId: request.id })
  }
  tellRefusal(refusal, request, principalOf(request), watch)
  const problem = refusal.toProblem(languageOf(request))
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', problem.retryAfterSeconds)
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}
