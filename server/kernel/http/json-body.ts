import type { FastifyInstance } from 'fastify'
import { Refusal } from '../errors.ts'

/** PostgreSQL's text cannot hold U+0000 (Character Types, "char(0)"); in JSON it can only stand as an escape, one that is not itself escaped. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/
const holdsNul = (text: string): boolean => text.includes('\\u0000') && escapedNul.test(text)

/**
 * Reads bodies of this media type as JSON; keys that reach into prototypes are refused.
 * @param mayBeEmpty some clients name the type of a body also where they send none
 */
export const takeJson = (app: FastifyInstance, mediaType: string, mayBeEmpty = false): void => {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>(mediaType, { parseAs: 'string' }, (request, text, done) => {
    if (text === '' && mayBeEmpty) done(null)
    else if (holdsNul(text)) done(new Refusal('invalid_input', {}, { errors: [{ pointer: '/', detail: 'must not hold the character U+0000' }] }))
    else void parseJson(request, text, done)
  })
}
