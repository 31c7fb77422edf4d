import type { OrganisationId } from '#contract/ids.ts'
import { cookieNames } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { inventory } from '../server/inventory.ts'
import * as access from '../server/rooms/access/index.ts'
import * as bookings from '../server/rooms/bookings/index.ts'
import * as devices from '../server/rooms/devices/index.ts'
import * as floor from '../server/rooms/floor/index.ts'
import * as notices from '../server/rooms/notices/index.ts'
import * as people from '../server/rooms/people/index.ts'
import * as requests from '../server/rooms/requests/index.ts'
import type { Exporter } from '../server/rooms/requests/index.ts'
import * as retention from '../server/rooms/retention/index.ts'
import type { Retention } from '../server/rooms/retention/index.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'

export type RightsHouse = TestHouse & {
  readonly exporter: Exporter
  readonly retention: Retention
  /** What begins when the program starts again: an exporter that knows nothing of the one before. */
  readonly anotherExporter: () => Exporter
  /** The cookie of a real session, so that what a session carries is read anew at every request. */
  readonly signIn: (organisation: OrganisationId, person: PersonPrincipal) => Promise<string>
}

/** A house with the rooms in which a person can be seen, and room requests. */
export const openRightsHouse = async (given: { readonly now?: string } = {}): Promise<RightsHouse> => {
  let made: { readonly exporter: Exporter; readonly retention: Retention } | undefined
  const house = await openTestHouse({
    ...(given.now === undefined ? {} : { now: given.now }),
    routes: (kernel) => {
      made = { exporter: requests.createExporter(kernel, inventory), retention: retention.createRetention(kernel, inventory) }
      return [
        ...people.routes(kernel),
        ...access.routes(kernel),
        ...bookings.routes(kernel),
        ...floor.routes(kernel),
        ...notices.routes(),
        ...requests.routes(kernel, { inventory, exporter: made.exporter, desk: made.retention.desk }),
      ]
    },
    authenticate: (kernel) => ({ session: access.authenticateSession(kernel), door: devices.authenticateDoor(kernel) }),
  })
  if (made === undefined) throw new Error('the house asked for no routes')
  const { exporter, retention: retaining } = made
  return {
    ...house,
    exporter,
    retention: retaining,
    anotherExporter: () => requests.createExporter(house.kernel, inventory),
    signIn: async (organisation, { person }) => {
      const { cookie } = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
        access.startSession(tx, person, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'),
      )
      return `${cookieNames(false).session}=${cookie}`
    },
    close: async () => {
      await exporter.stop()
      await retaining.stop()
      await house.close()
    },
  }
}
