import { z } from 'zod'
import { BookingId } from '#contract/ids.ts'
import type { PersonId, RequestId, VisitId } from '#contract/ids.ts'
import { Instant } from '#contract/values.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { managersNow } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { tell, tellAll, tellOf, tellOfData, tellOfVisit } from './store.ts'
import type { BookingNotice, DataNotice, SupportNotice } from './store.ts'

/** As the room bookings puts it into the outbox. */
const BookingsTold = z.object({ bookingIds: z.array(BookingId), at: Instant })

/** For the outbox: what happened to these bookings becomes a notice to whoever booked them. Meeting an event twice tells nobody twice. */
const onBookings =
  (kind: BookingNotice) =>
  (kernel: Kernel): OutboxHandler =>
  async (organisation, payload) => {
    const { bookingIds, at } = BookingsTold.parse(payload)
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, async (tx) => {
      const told = await tell(tx, kind, bookingIds, Temporal.Instant.from(at))
      await trail.record(
        tx,
        told.map(({ noticeId, person }) => ({ action: 'notices.told', subject: { kind: 'notice', id: noticeId }, person })),
      )
      tx.afterCommit(() => {
        for (const { person } of told) kernel.live.changed(organisation, `notices:${person}`)
      })
    })
  }

/**
 * Tells a person, in the transaction of what was done, what became of their data: kind and request. Telling the same twice tells once. Purpose `rights`.
 */
export const tellPerson = async (kernel: Pick<Kernel, 'live'>, tx: Tx, person: PersonId, kind: DataNotice, request: RequestId | null): Promise<void> => {
  const notice = await tellOfData(tx, person, kind, request)
  if (notice === null) return
  await trail.record(tx, { action: 'notices.told', subject: { kind: 'notice', id: notice }, person, detail: { kind } })
  tx.afterCommit(() => kernel.live.changed(tx.organisation, `notices:${person}`))
}

/** Tells people of a support visit, once each. Purpose `rights`. */
export const tellVisited = async (kernel: Pick<Kernel, 'live'>, tx: Tx, people: readonly PersonId[], kind: SupportNotice, visit: VisitId): Promise<void> => {
  const told = await tellOfVisit(tx, people, kind, visit)
  await trail.record(tx, told.map(({ noticeId, person }) => ({ action: 'notices.told', subject: { kind: 'notice', id: noticeId }, person, detail: { kind } })))
  tx.afterCommit(() => {
    for (const { person } of told) kernel.live.changed(tx.organisation, `notices:${person}`)
  })
}

/** Tells everybody of the organisation what concerns all of them. Purpose `rights`. */
export const tellEveryone = async (tx: Tx, kind: DataNotice): Promise<void> => {
  const people = await tellAll(tx, kind)
  await trail.record(tx, { action: 'notices.told', subject: { kind: 'organisation', id: tx.organisation }, detail: { kind, people } })
}

export const onCheckInReminded = onBookings('check_in_reminder')
export const onBookingReleased = onBookings('booking_released')

const Happened = z.object({ at: Instant })

/** For the outbox: something that every organisation manager has to know. Meeting an event twice tells nobody twice. */
export const onManagersTold =
  (kind: DataNotice) =>
  (kernel: Kernel): OutboxHandler =>
  async (organisation, payload) => {
    const { at } = Happened.parse(payload)
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, async (tx) => {
      const told = await tellOf(tx, kind, await managersNow(tx), Temporal.Instant.from(at))
      await trail.record(
        tx,
        told.map(({ noticeId, person }) => ({ action: 'notices.told', subject: { kind: 'notice', id: noticeId }, person, detail: { kind } })),
      )
      tx.afterCommit(() => {
        for (const { person } of told) kernel.live.changed(organisation, `notices:${person}`)
      })
    })
  }
