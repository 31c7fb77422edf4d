import * as endpoints from '#contract/endpoints/operator-sign-in.ts'
import { Refusal } from '#kernel/errors.ts'
import { clearCookie, route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { declarationFor, declarationOptions, signDeclaration } from './declarations.ts'
import { enrolOptions, judgeEnrolment, keepKey } from './hardware-key.ts'
import { loadStaffKeys } from './names.ts'
import { amongStaff } from './own.ts'
import { giveCookie, sessionView } from './sessions.ts'
import { enrolWithLink, linkOptions, signIn, signInOptions, stepUp, stepUpOptions } from './sign-in.ts'
import { recordKey, shownKey } from './staff.ts'
import { keysOf, removeKey } from './store-keys.ts'
import { endSession } from './store-sessions.ts'
import { readStaffMember } from './store-staff.ts'

/** Sign-in, declaration and own keys of the operator's people. */
export const signInRoutes = (kernel: Kernel): Route[] => [
  route(endpoints.staffLinkOptions, ({ body, request }) => linkOptions(kernel, body.token, request)),

  route(endpoints.useStaffLink, async ({ body, request, reply }) => {
    const { session, cookie } = await enrolWithLink(kernel, body, request)
    giveCookie(kernel, reply, cookie)
    return session
  }),

  route(endpoints.staffSignInOptions, ({ request }) => signInOptions(kernel, request)),

  route(endpoints.staffSignIn, async ({ body, request, reply }) => {
    const { session, cookie } = await signIn(kernel, body.answer, request)
    giveCookie(kernel, reply, cookie)
    return session
  }),

  route(endpoints.getStaffSession, ({ principal }) => amongStaff(kernel, principal.staff, (tx) => sessionView(kernel, tx, principal))),

  route(endpoints.staffSignOut, async ({ principal, reply }) => {
    const { staff, sessionKey } = principal
    await amongStaff(kernel, staff, async (tx) => {
      await endSession(tx, sessionKey)
      kernel.cuts.afterCommit(tx, { staff, sessionKey })
      await trail.record(tx, { action: 'operator.signed_out', subject: { kind: 'staff', id: staff } })
    })
    clearCookie(reply, kernel.config.secure, 'staff')
  }),

  route(endpoints.staffStepUpOptions, ({ principal }) => stepUpOptions(kernel, principal)),
  route(endpoints.staffStepUp, ({ principal, body, request }) => stepUp(kernel, principal, body.answer, request)),

  route(endpoints.getDeclaration, ({ principal, query, language }) => declarationFor(kernel, principal, query.language ?? language)),
  route(endpoints.declarationOptions, ({ principal, body }) => declarationOptions(kernel, principal, body)),
  route(endpoints.signDeclaration, ({ principal, body }) => signDeclaration(kernel, principal, body)),

  route(endpoints.listStaffKeys, async ({ principal }) => {
    const own = await amongStaff(kernel, principal.staff, (tx) => keysOf(tx, principal.staff))
    const opener = await loadStaffKeys(kernel, [principal.staff])
    return { keys: own.map((key) => shownKey(key, opener)) }
  }),

  route(endpoints.staffKeyOptions, async ({ principal }) => {
    const { staff, sessionKey } = principal
    const { member, known } = await amongStaff(kernel, staff, async (tx) => ({ member: await readStaffMember(tx, staff), known: await keysOf(tx, staff) }))
    if (member === null) throw new Refusal('not_found')
    const name = (await loadStaffKeys(kernel, [staff])).open(staff, 'name', member.name_sealed) ?? ''
    return { options: await enrolOptions(kernel, staff, name, known, sessionKey) }
  }),

  route(endpoints.addStaffKey, async ({ principal, body }) => {
    const { staff, sessionKey } = principal
    const made = await judgeEnrolment(kernel, body.answer, sessionKey)
    const opener = await loadStaffKeys(kernel, [staff])
    return amongStaff(kernel, staff, async (tx) => {
      const id = await keepKey(tx, opener, staff, body.name, made)
      await recordKey(tx, 'operator.key_enrolled', staff, id)
      const added = (await keysOf(tx, staff)).find((key) => key.id === id)
      if (added === undefined) throw new Error('a key that was just added cannot be read')
      return shownKey(added, opener)
    })
  }),

  route(endpoints.removeStaffKey, async ({ principal, params }) => {
    const { staff } = principal
    await amongStaff(kernel, staff, async (tx) => {
      const own = await keysOf(tx, staff)
      if (!own.some(({ id }) => id === params.staffKeyId)) throw new Refusal('not_found')
      if (!(await removeKey(tx, staff, params.staffKeyId))) throw new Refusal('last_staff_key')
      kernel.cuts.afterCommit(tx, { staff })
      await recordKey(tx, 'operator.key_removed', staff, params.staffKeyId)
    })
  }),
]
