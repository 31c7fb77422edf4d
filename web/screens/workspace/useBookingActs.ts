import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  cancelBooking, changeBooking, checkIn, createBooking, getBooking, getToday, leaveEarly, listMyBookings, type Booking,
} from '#contract/endpoints/bookings.ts'
import { findAvailable, getWorkspaceDay, type LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { BookingId, WorkspaceId } from '#contract/ids.ts'
import { call } from '../../client/call.ts'
import { ApiProblem } from '../../client/problem.ts'
import { keyOf } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { doOrWait } from '../../offline/acts.ts'
import { sayAction } from '../../offline/useWaiting.ts'
import { useSession } from '../../shell/session.ts'
import { useWaits } from '../../shell/waits.ts'
import { useTell } from '../../ui/Toast.tsx'
import type { Period } from '../book/day-parts.ts'
import { startsNow } from './situation.ts'

type Place = { readonly id: WorkspaceId; readonly name: string }
/** A refusal, and what one can do instead with one tap. */
export type Refused = {
  readonly error: unknown
  readonly span: Period | null
  readonly alternatives: readonly Place[]
  /** My desk of that time, which could move here. */
  readonly movable: Booking | null
}
type Setting = {
  readonly place: Place
  readonly timeZone: string
  readonly nowMs: number
  /** Shows on the map at once what the service will say in a moment. */
  readonly patch: (id: string, change: Partial<LiveWorkspace>) => void
  readonly onSelect?: (id: WorkspaceId) => void
}

const instant = (atMs: number) => new Date(atMs).toISOString()
/** Kept by the service for a day: a tap that is sent twice books once. Plain http has no randomUUID; then it goes without. */
const once = () => ('randomUUID' in crypto ? { 'idempotency-key': crypto.randomUUID() } : {})

/** Everything one can do at a workspace: each tells what happened, with a way back where there is one. */
export function useBookingActs({ place, timeZone, nowMs, patch, onSelect }: Setting) {
  const { t, language } = useWords()
  const clock = formats(language, timeZone)
  const tell = useTell()
  const session = useSession()
  const { look } = useWaits()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)

  const refresh = () => {
    for (const spec of [getToday, listMyBookings, getWorkspaceDay, findAvailable, getBooking]) {
      void queries.invalidateQueries({ queryKey: [...keyOf(spec)] })
    }
  }
  const act = async (name: string, work: () => Promise<void>, span: Period | null = null) => {
    if (busy !== null) return
    setBusy(name)
    setRefused(null)
    try {
      await work()
    } catch (error) {
      setRefused(await insteadOf(error, span))
    } finally {
      setBusy(null)
      refresh()
    }
  }

  const shown = (booking: Pick<Booking, 'id' | 'workspaceId' | 'from' | 'to'>, state: 'booked' | 'in_use') => {
    const soon = Date.parse(booking.from) - nowMs <= 30 * 60_000
    patch(booking.workspaceId, soon
      ? { state, until: booking.to, nextFrom: Date.parse(booking.from) > nowMs ? booking.from : null, myBookingId: booking.id }
      : { myBookingId: booking.id, nextFrom: booking.from })
  }
  const gone = (workspaceId: string) => patch(workspaceId, { state: 'free', until: null, myBookingId: null, person: null })

  const bookAt = async (at: Place, span: Period): Promise<void> => {
    const booking = await call(createBooking, { headers: once(), body: { workspaceId: at.id, from: instant(span.fromMs), to: instant(span.toMs) } })
    shown(booking, 'booked')
    const text = startsNow(span, nowMs)
      ? t('workspace.booked', { name: at.name, time: clock.time(span.toMs) })
      : t('workspace.bookedThen', { name: at.name, day: clock.dayShort(span.fromMs), range: clock.timeRange(span.fromMs, span.toMs) })
    tell({
      text,
      undo: () => void act('undo', async () => {
        await call(cancelBooking, { params: { bookingId: booking.id } })
        if (startsNow(span, nowMs)) gone(at.id)
        tell(t('workspace.undone', { name: at.name }))
      }),
    })
  }

  const waits = (what: 'check_in' | 'release' | 'departure') => {
    tell(t('offline.waits', { what: sayAction({ what, place: place.name }) }))
    look()
  }
  const about = (what: 'check_in' | 'release' | 'departure') => ({ what, place: place.name, personId: session.person.id })

  return {
    busy,
    refused,
    forget: () => setRefused(null),
    book: (span: Period) => act('book', () => bookAt(place, span), span),
    /** One of the alternatives of a refusal. */
    bookInstead: (other: Place, span: Period) => act(other.id, async () => {
      await bookAt(other, span)
      onSelect?.(other.id)
    }, span),
    moveHere: (booking: Booking) => act('move', async () => {
      const moved = await call(changeBooking, { params: { bookingId: booking.id }, body: { workspaceId: place.id } })
      patch(booking.workspaceId, { myBookingId: null })
      shown(moved, 'booked')
      tell({
        text: t('workspace.moved', { name: place.name, old: booking.workspaceName }),
        undo: () => void act('undo', async () => {
          await call(changeBooking, { params: { bookingId: moved.id }, body: { workspaceId: booking.workspaceId } })
          patch(place.id, { myBookingId: null })
          tell(t('workspace.movedBack', { name: booking.workspaceName }))
        }),
      })
    }),
    checkIn: (bookingId: BookingId, to: string) => act('checkIn', async () => {
      const outcome = await doOrWait(checkIn, { params: { bookingId } }, about('check_in'))
      if (outcome === 'waits') return waits('check_in')
      patch(place.id, { state: 'in_use', until: to, myBookingId: bookingId })
      tell(t('workspace.checkedIn', { name: place.name }))
    }),
    leave: (bookingId: BookingId) => act('leave', async () => {
      const outcome = await doOrWait(leaveEarly, { params: { bookingId } }, about('departure'))
      if (outcome === 'waits') return waits('departure')
      gone(place.id)
      tell(t('workspace.left', { name: place.name }))
    }),
    cancel: (bookingId: BookingId, span: Period) => act('cancel', async () => {
      const started = span.fromMs <= nowMs
      const outcome = await doOrWait(cancelBooking, { params: { bookingId } }, about('release'))
      if (outcome === 'waits') return waits('release')
      if (span.fromMs - nowMs <= 30 * 60_000) gone(place.id)
      else patch(place.id, { myBookingId: null })
      tell({
        text: t(started ? 'workspace.released' : 'workspace.cancelled', { name: place.name }),
        undo: () => void act('undo', async () => {
          const from = Math.max(span.fromMs, Date.now())
          const booking = await call(createBooking, { headers: once(), body: { workspaceId: place.id, from: instant(from), to: instant(span.toMs) } })
          shown(booking, 'booked')
          tell(t('workspace.bookAgain', { name: place.name }))
        }),
      })
    }),
  }
}

async function insteadOf(error: unknown, span: Period | null): Promise<Refused> {
  const none = { error, span, alternatives: [], movable: null }
  if (!(error instanceof ApiProblem) || span === null) return none
  if (error.code === 'workspace_taken') {
    const alternatives = (error.more.alternatives ?? []).map(({ workspaceId, name }) => ({ id: workspaceId as WorkspaceId, name }))
    return { ...none, alternatives }
  }
  if (error.code !== 'person_already_booked') return none
  const mine = await call(listMyBookings, { query: { from: instant(span.fromMs), to: instant(span.toMs) } }).catch(() => null)
  const movable = mine?.bookings.find((one) =>
    one.kind === 'desk' && (one.status === 'booked' || one.status === 'checked_in') &&
    Date.parse(one.from) < span.toMs && span.fromMs < Date.parse(one.to))
  return { ...none, movable: movable ?? null }
}
