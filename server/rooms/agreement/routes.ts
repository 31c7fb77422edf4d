import * as agreement from '#contract/endpoints/agreement.ts'
import { signUpOrganisation } from '#contract/endpoints/session.ts'
import { Refusal } from '#kernel/errors.ts'
import { clearCookie, route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Inventory } from '#kernel/purpose/stores.ts'
import { answerSignedIn } from '../access/index.ts'
import { acceptAgreement, acceptPrivacyNotice, agreementDocument, privacyNotice } from './acceptance.ts'
import { paperRoutes } from './annex/routes.ts'
import { leave, signUp } from './formation.ts'
import type { Leaving } from './formation.ts'
import { promisedKeeping } from './keeping.ts'

/** Formation of an organisation and its agreement, each person's own opt-in, and the papers made from the inventory. */
export const routes = (kernel: Kernel, inventory: Inventory, leaving: Leaving): Route[] => {
  const keeping = promisedKeeping
  return [
    ...paperRoutes(kernel, inventory),
    route(signUpOrganisation, async ({ body, request, reply }) => {
      const started = await signUp(kernel, body, request)
      return answerSignedIn(kernel, request, reply, started)
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
      await leave(kernel, leaving, tx, principal.person)
      clearCookie(reply, kernel.config.secure, 'session')
    }),
  ]
}
