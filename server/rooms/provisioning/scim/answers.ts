import type { FastifyReply } from 'fastify'
import { Refusal } from '#kernel/errors.ts'
import { invalidSyntax, invalidValue, lastManager, notFound, ScimFault } from './fault.ts'
import type { Json } from './match.ts'
import { etagOf, isKnown, shownAs } from './select.ts'
import type { Shown } from './select.ts'

const mediaType = 'application/scim+json; charset=utf-8'

export const sendJson = (reply: FastifyReply, status: number, body: Json): FastifyReply => reply.code(status).type(mediaType).serializer(JSON.stringify).send(body)

/** One resource with its version; nothing but 304 when the client has it already. */
export const sendResource = (reply: FastifyReply, status: 200 | 201, resource: Json, shown: Shown, known?: string): FastifyReply => {
  void reply.header('etag', etagOf(resource))
  if (known !== undefined && isKnown(known, resource)) return reply.code(304).send()
  if (status === 201) void reply.header('location', String((resource['meta'] as { location: string }).location))
  return sendJson(reply, status, shownAs(resource, shown))
}

type Thrown = { readonly code?: string; readonly statusCode?: number }

/** What was thrown as a fault of the protocol; null: a bug, or a database that is away. */
export const faultOf = (error: unknown): ScimFault | null => {
  if (error instanceof ScimFault) return error
  if (error instanceof Refusal) {
    const { detail, status } = error.toProblem('en')
    switch (error.code) {
      case 'last_organisation_manager':
        return lastManager()
      case 'not_found':
        return notFound()
      case 'invalid_input':
        return invalidValue('A text must not hold the character U+0000')
      default:
        return new ScimFault(status, 'not_allowed', detail)
    }
  }
  const { code, statusCode } = error as Thrown
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ScimFault(413, 'too_large', 'The message is too big')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ScimFault(415, 'media_type', 'A message is application/scim+json or application/json')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return invalidSyntax('The message cannot be read')
  return null
}

export const faultBody = ({ status, scimType, message }: ScimFault): Json => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  ...(scimType === undefined ? {} : { scimType }),
  detail: message,
})
