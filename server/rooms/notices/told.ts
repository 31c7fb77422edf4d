import { z } from 'zod'
import { BookingId } from '#contract/ids.ts'
import { Instant } from '#contract/values.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import * as trail from '../trail/index.ts'
import { tell } from './store.ts'
import type { NoticeShape } from './store.ts'

/** As the room bookings puts it into the outbox. */
const BookingsTold = z.object({ bookingIds: z.array(BookingId), at: Instant })

/** For the outbox: what happened to these bookings becomes a notice to whoever booked them. Meeting an event twice tells nobody twice. */
const onBookings =
  (kind: NoticeShape['kind']) =>
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

export const onCheckInReminded = onBookings('check_in_reminder')
export const onBookingReleased = onBookings('booking_released')
