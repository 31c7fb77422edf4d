import { getDoor, streamDoor } from '#contract/endpoints/door.ts'
import { route, selfOpeningRoute } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { showDoor } from './show-door.ts'
import { createDoorWatch } from './watch-door.ts'

/** What a paired display asks for; the pairing itself belongs to the room devices. */
export const doorRoutes = (kernel: Kernel): Route[] => {
  const watch = createDoorWatch(kernel)
  return [
    route(getDoor, async ({ principal, tx }) => (await showDoor(kernel, tx, principal.workspace)).view),

    selfOpeningRoute(streamDoor, async ({ principal, request, reply }) => {
      watch(principal, kernel.streams.open(request, reply, principal))
      return ''
    }),
  ]
}
