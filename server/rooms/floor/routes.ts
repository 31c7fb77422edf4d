import { findAvailable, getLiveFloor, getWorkspaceDay, streamLiveFloor } from '#contract/endpoints/floor.ts'
import type { PersonId } from '#contract/ids.ts'
import { JsonText, route, selfOpeningRoute } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { lookAs } from '#kernel/looks.ts'
import { openingsOn, readFloor as readFloorPlan } from '../places/index.ts'
import { availabilityAt } from './availability.ts'
import type { PaceTimes } from './pace.ts'
import { seenBy, wholeFloor } from './picture.ts'
import { createPictures, nameOpener } from './pictures.ts'
import { doorRoutes } from './routes-door.ts'
import { remembering, viewerOf } from './seen.ts'
import { instantText } from './spot.ts'
import { readAvailability, readDay } from './store-times.ts'
import { createFloorWatch } from './watch.ts'

/** @param times how often a watched floor is looked at; tests hurry it */
export const routes = (kernel: Kernel, times?: PaceTimes): Route[] => {
  const pictures = createPictures(kernel)
  const watch = createFloorWatch(kernel, pictures, times)
  return [
    selfOpeningRoute(getLiveFloor, async ({ params, principal }) => {
      const picture = await pictures.take(principal.organisation, params.floorId)
      const { text, people } = wholeFloor(picture, viewerOf(principal))
      const { organisation } = principal
      await kernel.looks.note({ organisation, ...lookAs(principal, 'floor'), purpose: 'presence', subjects: people })
      return new JsonText(text)
    }),

    selfOpeningRoute(streamLiveFloor, async ({ params, principal, request, reply }) => {
      // A floor that is not there is refused as an answer, before the stream opens.
      await pictures.take(principal.organisation, params.floorId)
      watch.join(principal, params.floorId, kernel.streams.open(request, reply, principal))
      return ''
    }),

    route(getWorkspaceDay, async ({ params, query, principal, tx }) => {
      const { date, times, bookings } = await readDay(tx, params.workspaceId, query.date ?? null)
      const people = bookings.flatMap(({ person }): PersonId[] => (person === null ? [] : [person.id]))
      const { nameOf, seen } = remembering(nameOpener(await kernel.keys.load(tx.organisation, people)))
      const viewer = viewerOf(principal)
      const shown = {
        date,
        timeZone: times.timeZone,
        open: openingsOn(times, Temporal.PlainDate.from(date)).map(({ from, to }) => ({ from: from.toString(), to: to.toString() })),
        booked: bookings.map((booking) => {
          const mine = booking.person?.id === viewer.person
          return {
            from: instantText(booking.fromMs),
            to: instantText(booking.toMs),
            mine,
            bookingId: mine ? booking.id : null,
            person: seenBy(viewer, booking.person, nameOf),
          }
        }),
      }
      await kernel.looks.note({ organisation: tx.organisation, ...lookAs(principal, 'day'), purpose: tx.purpose, subjects: seen })
      return shown
    }),

    route(findAvailable, async ({ params, query, language, tx }) => {
      const from = Temporal.Instant.from(query.from)
      const to = Temporal.Instant.from(query.to)
      const found = await readAvailability(tx, params.floorId, from, to)
      if (found === null) {
        await readFloorPlan(tx, params.floorId)
        return { closed: null, workspaces: [] }
      }
      const { closed, workspaces } = availabilityAt(found, { from, to }, tx.now)
      return {
        closed: closed === null ? null : { code: closed.code, detail: closed.toProblem(language).detail },
        workspaces: [...workspaces],
      }
    }),

    ...doorRoutes(kernel, times),
  ]
}
