import * as endpoints from '#contract/endpoints/operator.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { customerNames, listCustomers } from './customers.ts'
import { countTenants } from '../organisations/index.ts'
import { evidenceOf } from './declarations.ts'
import { operatorLog } from './log.ts'
import { amongStaff } from './own.ts'
import { changeRoles, inviteStaff, listStaff, ownData, release, renewLink } from './staff.ts'
import { readStaffMember } from './store-staff.ts'
import { endVisitsOf } from './visits.ts'

/** The operator's desk: the instance, the customers, the colleagues, the log. Nothing of a customer's people is in it. */
export const deskRoutes = (kernel: Kernel): Route[] => [
  route(endpoints.getOperatorDesk, async () => {
    const { keptDays, newest } = await kernel.backups.state()
    return {
      organisations: await countTenants(kernel),
      openStreams: kernel.streams.count(),
      keysProvenByMaker: kernel.config.HARDWARE_KEY_ROOTS !== undefined,
      backups: { keptDays, newestAt: newest?.at.toString() ?? null },
    }
  }),
  route(endpoints.listCustomers, ({ principal, query }) => listCustomers(kernel, principal.staff, query.after ?? null)),

  route(endpoints.listStaff, ({ principal }) => amongStaff(kernel, principal.staff, async (tx) => ({ staff: await listStaff(kernel, tx) }))),
  route(endpoints.inviteStaff, ({ principal, body }) => inviteStaff(kernel, principal.staff, body)),
  route(endpoints.renewStaffLink, ({ principal, params }) => renewLink(kernel, principal, params.staffId)),
  route(endpoints.changeStaffRoles, ({ principal, params, body }) => changeRoles(kernel, principal, params.staffId, body.roles)),
  route(endpoints.releaseStaff, async ({ principal, params }) => {
    await release(kernel, principal, params.staffId)
    await endVisitsOf(kernel, principal.staff, params.staffId)
  }),
  route(endpoints.getDeclarationEvidence, ({ principal, params }) =>
    amongStaff(kernel, principal.staff, async (tx) => {
      if ((await readStaffMember(tx, params.staffId)) === null) throw new Refusal('not_found')
      return evidenceOf(tx, params.staffId)
    }),
  ),
  route(endpoints.getOwnStaffData, ({ principal }) => ownData(kernel, principal)),
  route(endpoints.listOperatorLog, ({ principal, query }) =>
    operatorLog(kernel, principal.staff, query.before, (ids) => customerNames(kernel, principal.staff, ids)),
  ),
]
