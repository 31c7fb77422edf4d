import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { cancelBooking, checkIn, createBooking, leaveEarly, type Booking } from '#contract/endpoints/bookings.ts'
import { call } from '../../client/call.ts'
import { ApiProblem } from '../../client/problem.ts'
import { formats } from '../../language/format.ts'
import { say, useWords } from '../../language/language.ts'
import { doOrWait } from '../../offline/acts.ts'
import { sayAction } from '../../offline/useWaiting.ts'
import { waitingActions } from '../../offline/waiting.ts'
import { useSession } from '../../shell/session.ts'
import { useWaits } from '../../shell/waits.ts'
import { useTell } from '../../ui/Toast.tsx'
import type { WaitingWhat } from '../today/moment.ts'

export type BookingActs = {
  readonly checkIn: (booking: Booking) => Promise<void>
  readonly leave: (booking: Booking) => Promise<void>
  /** Cancels a booking to come, gives back one that has begun. */
  readonly release: (booking: Booking) => Promise<void>
  /** The booking that is being acted on. */
  readonly busyId: string | null
  /** Acts that wait for a connection, by booking. */
  readonly waits: ReadonlyMap<string, WaitingWhat>
}

const specs = { check_in: checkIn, release: cancelBooking, departure: leaveEarly } as const
const none: ReadonlyMap<string, WaitingWhat> = new Map()

/** What one does with a booking of one's own: told at once, undone where one can, kept when there is no connection. */
export function useBookingActs(): BookingActs {
  const { person } = useSession()
  const { language } = useWords()
  const { waiting, look } = useWaits()
  const queries = useQueryClient()
  const tell = useTell()
  const [busyId, setBusyId] = useState<string | null>(null)
  const [waits, setWaits] = useState(none)

  useEffect(() => {
    let late = false
    void waitingActions(Date.now()).then((actions) => {
      // The id is what and which booking (offline/acts.ts).
      if (!late) setWaits(new Map(actions.map(({ id, what }) => [id.slice(what.length + 1), what])))
    }, () => undefined)
    return () => {
      late = true
    }
  }, [waiting])

  const refused = (error: unknown) => {
    tell({ text: error instanceof ApiProblem ? `${error.title}. ${error.detail}` : say('parts.failedText'), stays: true })
  }

  /** Books the rest again, and checks in again where one was. */
  const bookAgain = async (booking: Booking) => {
    try {
      const from = new Date(Math.max(Date.parse(booking.from), Date.now())).toISOString()
      const made = await call(createBooking, { body: { workspaceId: booking.workspaceId, from, to: booking.to } })
      if (booking.status === 'checked_in') await call(checkIn, { params: { bookingId: made.id } })
      tell(say('book.again', { place: booking.workspaceName }))
    } catch (error) {
      refused(error)
    } finally {
      await queries.invalidateQueries()
    }
  }

  const act = async (booking: Booking, what: WaitingWhat, done: string, undoable: boolean) => {
    setBusyId(booking.id)
    try {
      const place = booking.workspaceName
      const outcome = await doOrWait(specs[what], { params: { bookingId: booking.id } }, { what, place, personId: person.id })
      if (outcome === 'waits') {
        setWaits((before) => new Map(before).set(booking.id, what))
        tell(say('offline.waits', { what: sayAction({ what, place }) }))
        look()
      } else tell(undoable ? { text: done, undo: () => void bookAgain(booking) } : done)
    } catch (error) {
      refused(error)
    } finally {
      await queries.invalidateQueries()
      setBusyId(null)
    }
  }

  const begun = (booking: Booking) => Date.parse(booking.from) <= Date.now()
  const dayOf = (booking: Booking) => formats(language, booking.timeZone).dateLong(booking.from)
  return {
    checkIn: (booking) => act(booking, 'check_in', say('book.checkedIn', { place: booking.workspaceName }), false),
    leave: (booking) => act(booking, 'departure', say('book.left', { place: booking.workspaceName }), true),
    release: (booking) => {
      const place = booking.workspaceName
      const done = begun(booking) ? say('book.released', { place }) : say('book.cancelled', { place, day: dayOf(booking) })
      return act(booking, 'release', done, true)
    },
    busyId,
    waits,
  }
}
