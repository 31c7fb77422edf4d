import * as endpoints from '#contract/endpoints/bookings.ts'
import { findPeople } from '#contract/endpoints/people.ts'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { actorOf, route, selfOpeningRoute } from '#kernel/http/index.ts'
import type { Call, PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { lookAs } from '#kernel/looks.ts'
import type { Look } from '#kernel/looks.ts'
import type { PurposeContext, Tx } from '#kernel/purpose/in-purpose.ts'
import * as people from '../people/index.ts'
import * as places from '../places/index.ts'
import { checkInHere } from './at-workspace.ts'
import { withPlaces } from './colleagues.ts'
import { createContests } from './contests.ts'
import type { Slot } from './contests.ts'
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

type CreateCall = Omit<Call<typeof endpoints.createBooking>, 'tx'>

/** A refusal that is kept with its key goes out after the commit that keeps it: throwing it would roll that back. */
const refuseAfterCommit = (tx: Tx, call: CreateCall, refusal: Refusal): void => {
  const problem = refusal.toProblem(call.language)
  tx.afterCommit(() => {
    void call.reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
  })
}

/** @throws Refusal period_invalid, in_the_past */
const slotOf = ({ body }: CreateCall, now: Temporal.Instant): Slot => {
  const period = places.clipToNow(Temporal.Instant.from(body.from), Temporal.Instant.from(body.to), now)
  if (period instanceof Refusal) throw period
  return { ...period, workspaceId: body.workspaceId }
}

/** Colleagues who are shown to a colleague: no role gives more sight here. */
const lookOf = (tx: Tx, principal: PersonPrincipal, view: string, shown: readonly { readonly id: PersonId }[]): Look => ({
  organisation: tx.organisation,
  ...lookAs(principal, view),
  purpose: tx.purpose,
  subjects: shown.map(({ id }) => id),
})

export const routes = (kernel: Kernel): Route[] => {
  const { live, keys, looks, metrics, clock } = kernel
  const contests = createContests(kernel)

  /** The answer, and a nudge to whoever watches the floors. */
  const changed = (tx: Tx, row: BookingRow, before?: BookingRow) => {
    lookAgain(tx, live, before === undefined ? [row.floor_id] : [row.floor_id, before.floor_id])
    return shownBooking(row, tx.now)
  }

  /** Without a key nothing is kept of a refusal, so that most of those who come too late cost next to nothing. */
  const bookContested = async (call: CreateCall, context: PurposeContext) => {
    const slot = slotOf(call, clock.now())
    return await contests.enter(context, slot, (see) =>
      kernel.inPurpose(context, async (tx) => changed(tx, await book(tx, { ...slot, person: call.principal.person }, see))),
    )
  }

  const bookOnce = (call: CreateCall, context: PurposeContext, key: string) =>
    kernel.inPurpose(context, async (tx) => {
      const { person } = call.principal
      const outcome = await once(tx, person, key, call.body, async () =>
        changed(tx, await book(tx, { ...slotOf(call, tx.now), person })),
      )
      if (outcome instanceof Refusal) refuseAfterCommit(tx, call, outcome)
      return outcome
    })

  return [
    selfOpeningRoute(endpoints.createBooking, async (call) => {
      const { principal, headers } = call
      const context = { organisation: principal.organisation, actor: actorOf(principal), purpose: 'booking' } as const
      const key = headers['idempotency-key']
      try {
        const outcome = key === undefined ? await bookContested(call, context) : await bookOnce(call, context, key)
        metrics.bookings.inc({ outcome: outcome instanceof Refusal ? outcome.code : 'booked' })
        // A refusal that was kept has gone out already.
        return outcome instanceof Refusal ? (undefined as never) : outcome
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

    route(endpoints.getToday, async ({ tx, principal }) => {
      const today = await readToday(tx, keys, principal)
      await looks.note(lookOf(tx, principal, 'today', today.people))
      return today
    }),

    route(findPeople, async ({ tx, principal, query }) => {
      const seen = await people.visiblePeople(tx, keys, principal, query)
      await looks.note(lookOf(tx, principal, 'people', seen.people))
      return { people: await withPlaces(tx, seen.people, query.date ?? null), hiddenInMyTeam: seen.hiddenInMyTeam }
    }),
  ]
}
