import * as endpoints from '#contract/endpoints/bookings.ts'
import { findPeople } from '#contract/endpoints/people.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Call, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as people from '../people/index.ts'
import * as places from '../places/index.ts'
import { checkInHere } from './at-workspace.ts'
import { withPlaces } from './colleagues.ts'
import { once } from './store-idempotency.ts'
import { lookAgain } from './live.ts'
import { shownBooking } from './shapes.ts'
import type { BookingRow } from './shapes.ts'
import { book } from './store-book.ts'
import { changeBooking } from './store-change.ts'
import { checkIn, giveBack } from './store-check-in.ts'
import { readBooking, readBookingsOf } from './store.ts'
import { readToday } from './today.ts'

const listedDays = 60

const instantOf = (text: string | undefined): Temporal.Instant | undefined => (text === undefined ? undefined : Temporal.Instant.from(text))

/** A refusal that is kept with its key goes out after the commit that keeps it: throwing it would roll that back. */
const refuseAfterCommit = (call: Call<typeof endpoints.createBooking>, refusal: Refusal): void => {
  const problem = refusal.toProblem(call.language)
  call.tx.afterCommit(() => {
    void call.reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
  })
}

export const routes = (kernel: Kernel): Route[] => {
  const { live, keys, metrics } = kernel

  /** The answer, and a nudge to whoever watches the floors. */
  const changed = (tx: Tx, row: BookingRow, before?: BookingRow) => {
    lookAgain(tx, live, before === undefined ? [row.floor_id] : [row.floor_id, before.floor_id])
    return shownBooking(row, tx.now)
  }

  const bookOnce = async (call: Call<typeof endpoints.createBooking>) => {
    const { tx, body, principal } = call
    const period = places.clipToNow(Temporal.Instant.from(body.from), Temporal.Instant.from(body.to), tx.now)
    if (period instanceof Refusal) throw period
    return changed(tx, await book(tx, { ...period, workspaceId: body.workspaceId, person: principal.person }))
  }

  return [
    route(endpoints.createBooking, async (call) => {
      const { tx, principal, headers, body } = call
      const key = headers['idempotency-key']
      try {
        const outcome = key === undefined ? await bookOnce(call) : await once(tx, principal.person, key, body, () => bookOnce(call))
        metrics.bookings.inc({ outcome: outcome instanceof Refusal ? outcome.code : 'booked' })
        if (!(outcome instanceof Refusal)) return outcome
        refuseAfterCommit(call, outcome)
        return undefined as never
      } catch (error) {
        if (error instanceof Refusal) metrics.bookings.inc({ outcome: error.code })
        throw error
      }
    }),

    route(endpoints.listMyBookings, async ({ tx, principal, query }) => {
      const from = instantOf(query.from) ?? places.boundsOf(places.dayAt(tx.now, 'UTC'), 'UTC').from
      const to = instantOf(query.to) ?? from.add({ hours: 24 * listedDays })
      const rows = await readBookingsOf(tx, principal.person, { from, to })
      return { bookings: rows.map((row) => shownBooking(row, tx.now)) }
    }),

    route(endpoints.getBooking, async ({ tx, principal, params }) =>
      shownBooking(await readBooking(tx, principal.person, params.bookingId), tx.now),
    ),

    route(endpoints.changeBooking, async ({ tx, principal, params, body }) => {
      const { row, before } = await changeBooking(tx, principal.person, params.bookingId, {
        from: instantOf(body.from),
        to: instantOf(body.to),
        workspaceId: body.workspaceId,
      })
      return changed(tx, row, before)
    }),

    route(endpoints.cancelBooking, async ({ tx, principal, params }) => {
      changed(tx, await giveBack(tx, principal.person, params.bookingId, 'bookings.cancelled'))
    }),
    route(endpoints.checkIn, async ({ tx, principal, params }) => changed(tx, await checkIn(tx, principal.person, params.bookingId, 'person'))),
    route(endpoints.leaveEarly, async ({ tx, principal, params }) =>
      changed(tx, await giveBack(tx, principal.person, params.bookingId, 'bookings.left')),
    ),
    route(endpoints.checkInAtWorkspace, async ({ tx, principal, params }) =>
      changed(tx, await checkInHere(tx, principal.person, params.workspaceId)),
    ),

    route(endpoints.getToday, ({ tx, principal }) => readToday(tx, keys, principal)),

    route(findPeople, async ({ tx, principal, query }) => {
      const seen = await people.visiblePeople(tx, keys, principal, query)
      return { people: await withPlaces(tx, seen.people, query.date ?? null), hiddenInMyTeam: seen.hiddenInMyTeam }
    }),
  ]
}
