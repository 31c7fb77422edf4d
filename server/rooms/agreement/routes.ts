import * as agreement from '#contract/endpoints/agreement.ts'
import { signUpOrganisation } from '#contract/endpoints/session.ts'
import { Refusal } from '#kernel/errors.ts'
import { clearCookie, route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import { endPresented, giveCookie } from '../access/index.ts'
import { acceptAgreement, acceptPrivacyNotice, agreementDocument, privacyNotice } from './acceptance.ts'
import { leave, signUp } from './formation.ts'
import { keepingOf } from './keeping.ts'

/**
 * Formation of an organisation and its agreement, and each person's own opt-in. `inventory`: what is kept, for the
 * notice.
 */
export const routes = (kernel: Kernel, inventory: readonly RoomDeclaration[]): Route[] => {
  const keeping = keepingOf(inventory)
  return [
    route(signUpOrganisation, async ({ body, request, reply }) => {
      const started = await signUp(kernel, body, request)
      await endPresented(kernel, request)
      giveCookie(kernel, reply, started.cookie)
      return started.session
    }),

    route(
      agreement.getAgreement,
      async ({ tx, principal, query }) => agreementDocument(kernel, tx, query.language, principal.language),
    ),

    route(agreement.acceptAgreement, async ({ tx, principal, body }) => {
      if (!principal.permissions.has('accept_agreement')) throw new Refusal('not_allowed')
      return acceptAgreement(kernel, tx, principal.person, body)
    }),

    route(agreement.getPrivacyNotice, async ({ tx, principal, query }) =>
      privacyNotice(kernel, tx, principal.person, query.language ?? principal.language, keeping),
    ),

    route(
      agreement.acceptPrivacyNotice,
      async ({ tx, principal, body }) => acceptPrivacyNotice(kernel, tx, principal.person, body, keeping),
    ),

    route(agreement.leave, async ({ tx, principal, reply }) => {
      await leave(kernel, tx, principal.person)
      clearCookie(reply, kernel.config.secure, 'session')
    }),
  ]
}
