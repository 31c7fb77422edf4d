import { finishDoorPairing, pairDoor, startDoorPairing, unpairDoors } from '#contract/endpoints/door.ts'
import { Refusal } from '#kernel/errors.ts'
import { route, setCookie } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { addressBlock } from '../access/index.ts'
import { record } from '../trail/index.ts'
import { createAttempts } from './attempts.ts'
import { endPairing, startPairing } from './doors.ts'
import { hashOf } from './secrets.ts'
import { claimPairing, findWorkspace, removeDoors } from './store-doors.ts'

/** The longest a browser keeps a cookie. */
const doorCookieSeconds = 400 * 24 * 3_600

export const doorRoutes = (kernel: Kernel): Route[] => {
  const starts = createAttempts(kernel.clock, { attempts: 20, minutes: 10 })
  const guesses = createAttempts(kernel.clock, { attempts: 20, minutes: 10 })

  return [
    route(startDoorPairing, async ({ request }) => {
      starts.count(addressBlock(request.ip))
      const { code, secret, expiresAt } = await startPairing(kernel)
      return { code, secret, expiresAt: expiresAt.toString() }
    }),

    route(finishDoorPairing, async ({ body, reply }) => {
      const end = await endPairing(kernel, body.secret)
      if (end === 'over') throw new Refusal('pairing_invalid')
      if (end === 'waiting') return { paired: false, workspaceId: null }
      setCookie(reply, kernel.config.secure, 'door', end.token, doorCookieSeconds)
      return { paired: true, workspaceId: end.workspace }
    }),

    route(pairDoor, async ({ tx, params, body, principal }) => {
      guesses.count(principal.person)
      const workspace = await findWorkspace(tx, params.workspaceId)
      if (workspace?.kind !== 'room') throw new Refusal('not_found')
      if (!(await claimPairing(tx, hashOf(body.code), params.workspaceId))) throw new Refusal('pairing_invalid')
      await record(tx, { action: 'devices.door_paired', subject: { kind: 'workspace', id: params.workspaceId } })
      return { workspaceId: params.workspaceId }
    }),

    route(unpairDoors, async ({ tx, params }) => {
      const { workspaceId } = params
      if ((await findWorkspace(tx, workspaceId)) === undefined) throw new Refusal('not_found')
      const unpaired = await removeDoors(tx, workspaceId)
      await record(tx, { action: 'devices.doors_unpaired', subject: { kind: 'workspace', id: workspaceId }, detail: { doors: unpaired } })
      kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'door', workspace: workspaceId })
    }),
  ]
}
