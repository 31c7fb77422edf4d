import type { FastifyInstance } from 'fastify'
import { Refusal } from '../errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's standard sends a form (OAuth 2, SAML); every other route takes JSON alone. */
    readonly takesForm?: boolean
  }
}

export const formType = 'application/x-www-form-urlencoded'

/**
 * Bodies of `application/x-www-form-urlencoded` (WHATWG URL §5), for routes that say so and for no other: such a form is what another site's page can send.
 * A name that comes twice is refused, since two readers could each believe another one (RFC 6749 §3.2).
 */
export const takeForms = (app: FastifyInstance): void => {
  app.addContentTypeParser<string>(formType, { parseAs: 'string' }, (request, text, done) => {
    if (request.routeOptions.config.takesForm !== true) return done(new Refusal('unsupported_media_type'))
    const fields = new URLSearchParams(text)
    const names = [...fields.keys()]
    if (new Set(names).size < names.length || text.includes('%00') || text.includes('\0')) {
      return done(new Refusal('invalid_input', {}, { errors: [{ pointer: '/', detail: 'each field once, without the character U+0000' }] }))
    }
    done(null, Object.fromEntries(fields))
  })
  app.addHook('preValidation', async (request) => {
    const isForm = request.headers['content-type']?.toLowerCase().startsWith(formType) === true
    if (request.routeOptions.config.takesForm === true && !isForm) throw new Refusal('unsupported_media_type')
  })
}
