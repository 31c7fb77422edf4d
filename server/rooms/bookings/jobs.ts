import type { OrganisationId } from '#contract/ids.ts'
import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { sensorWordAt } from '../occupancy/index.ts'
import { lookAgain } from './live.ts'
import { checkInSensed } from './store-check-in.ts'
import * as store from './store-jobs.ts'

/** Events for the outbox, payload `BookingsTold`: half of the grace has passed without a check-in; nobody came, the place was released. */
export const checkInReminded = 'bookings.checkInReminded'
export const bookingReleased = 'bookings.bookingReleased'
type BookingsTold = { readonly bookingIds: readonly string[]; readonly at: string }

const system = { kind: 'system' } as const

/** Every minute: whoever is seen to be there is checked in, then the reminders, the releases and the ends, each in one statement. */
const keepTime = (kernel: Kernel) => (organisation: OrganisationId) =>
  kernel.inPurpose({ organisation, actor: system, purpose: 'booking' }, async (tx) => {
    const awaiting = await store.readAwaitingSensor(tx)
    const seen = awaiting.filter(({ sensors }) => {
      const word = sensorWordAt(sensors, tx.now.epochMilliseconds)
      return word.occupied === true && !word.silent && !word.stuck
    })
    const arrived = await checkInSensed(tx, seen.map(({ workspaceId }) => ({ workspaceId, at: tx.now })))
    const [reminded, released, ended] = await Promise.all([store.remind(tx), store.release(tx), store.end(tx)])
    const told = (kind: string, bookingIds: readonly string[]) =>
      bookingIds.length === 0 ? [] : [{ kind, payload: { bookingIds, at: tx.now.toString() } satisfies BookingsTold }]
    await kernel.outbox.emit(tx, [
      ...told(checkInReminded, reminded),
      ...told(
        bookingReleased,
        released.map(({ id }) => id),
      ),
    ])
    lookAgain(tx, kernel.live, [...arrived.map(({ floorId }) => floorId), ...[...released, ...ended].map((row) => row.floor_id)])
  })

export const jobs = (kernel: Kernel): Job[] => [
  { name: 'bookings.keep-time', cron: '* * * * *', run: keepTime(kernel) },
]
