import { bookAtDoor, checkInAtDoor, endAtDoor, getDoor, streamDoor } from '#contract/endpoints/door.ts'
import { Refusal } from '#kernel/errors.ts'
import { route, selfOpeningRoute } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { bookNow, checkInAt, endAt } from '../bookings/index.ts'
import type { PaceTimes } from './pace.ts'
import { showDoor } from './show-door.ts'
import { createDoorWatch } from './watch-door.ts'

/** What a paired display shows and does at its own workspace; the pairing itself belongs to the room devices. */
export const doorRoutes = (kernel: Kernel, times?: PaceTimes): Route[] => {
  const watch = createDoorWatch(kernel, times)
  return [
    route(getDoor, async ({ principal, tx }) => (await showDoor(kernel, tx, principal)).view),

    selfOpeningRoute(streamDoor, async ({ principal, request, reply }) => {
      watch(principal, kernel.streams.open(request, reply, principal))
      return ''
    }),

    route(bookAtDoor, async ({ body, principal, tx }) => {
      await bookNow(tx, kernel.live, { workspaceId: principal.workspace, minutes: body.minutes, by: 'door' })
      return (await showDoor(kernel, tx, principal)).view
    }),

    route(checkInAtDoor, async ({ principal, tx }) => {
      if ((await checkInAt(tx, kernel.live, principal.workspace, 'door')) === null) throw new Refusal('nothing_to_check_in')
      return (await showDoor(kernel, tx, principal)).view
    }),

    route(endAtDoor, async ({ principal, tx }) => {
      if ((await endAt(tx, kernel.live, principal.workspace)) === null) throw new Refusal('nothing_to_check_in')
      return (await showDoor(kernel, tx, principal)).view
    }),
  ]
}
