import type { FastifyRequest } from 'fastify'
import type { ErrorCode } from '#contract/errors.ts'
import type { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Principal } from './principal.ts'

/**
 * Refusals that say something about who tries what: a guard held (ASVS 5.0 16.3). `not_signed_in` is what every visitor without a cookie gets, and a wrong
 * field is a slip, so neither is here.
 */
const telling: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sign_in_failed', 'passkey_refused', 'code_wrong', 'invitation_invalid', 'step_expired', 'sso_required', 'too_many_attempts',
  'source_token_invalid', 'token_not_allowed', 'not_allowed', 'may_not_grant', 'second_factor_required', 'declaration_needed',
  'foreign_origin', 'not_through_proxy', 'not_secure', 'payload_too_large', 'last_organisation_manager', 'pairing_invalid',
])

/**
 * One line for whoever watches the instance, and a count. It says which operation, which guard, as what and of which organisation, never which person:
 * lines live longer than people here. What a person did stands in the trail, and goes with them.
 */
export const tellRefusal = (
  refusal: Refusal,
  request: FastifyRequest,
  principal: Principal | null,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): void => {
  const { code } = refusal
  if (!telling.has(code)) return
  const operation = request.routeOptions.schema?.operationId ?? 'other'
  metrics.refusals.inc({ code })
  log.warn(
    {
      event: 'security.refused', code, operation, requestId: request.id, as: principal?.kind ?? 'nobody',
      ...(principal === null || principal.kind === 'staff' ? {} : { organisation: principal.organisation }),
    },
    'a guard held',
  )
}
