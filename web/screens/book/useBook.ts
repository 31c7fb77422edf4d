import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { cancelBooking, changeBooking, createBooking, type Booking } from '#contract/endpoints/bookings.ts'
import type { WorkspaceId } from '#contract/ids.ts'
import { call } from '../../client/call.ts'
import { ApiProblem } from '../../client/problem.ts'
import { formats } from '../../language/format.ts'
import { say, useWords } from '../../language/language.ts'
import { useTell } from '../../ui/Toast.tsx'
import type { Period } from './day-parts.ts'

export type Attempt = {
  readonly workspaceId: string
  readonly period: Period
  /** A booking of mine that moves there instead of a new one being made. */
  readonly moves: Booking | null
}
export type Booked = {
  readonly run: (attempt: Attempt) => Promise<void>
  readonly busy: boolean
  /** What was refused, and why; null when nothing was. */
  readonly failure: { readonly error: unknown; readonly attempt: Attempt } | null
}

/** Books, or moves a booking, and tells it with a way back. */
export function useBook(onDone: () => void): Booked {
  const { language } = useWords()
  const queries = useQueryClient()
  const tell = useTell()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Booked['failure']>(null)
  const lastKey = useRef({ of: '', key: '' })

  const told = (booking: Booking) => {
    const clock = formats(language, booking.timeZone)
    const day = clock.dayShort(booking.from)
    return { place: booking.workspaceName, day, range: clock.timeRange(booking.from, booking.to), until: clock.time(booking.to) }
  }
  const undo = (back: () => Promise<unknown>, words: string) => async () => {
    try {
      await back()
      tell(words)
    } catch (error) {
      tell({ text: error instanceof ApiProblem ? `${error.title}. ${error.detail}` : say('parts.failedText'), stays: true })
    } finally {
      await queries.invalidateQueries()
    }
  }

  const book = async ({ workspaceId, period }: Attempt) => {
    const body = { workspaceId: workspaceId as WorkspaceId, ...instants(period) }
    // The same wish sent again, after an answer that never came, must not become a second booking.
    const of = JSON.stringify(body)
    if (lastKey.current.of !== of) lastKey.current = { of, key: randomKey() }
    const made = await call(createBooking, { headers: { 'idempotency-key': lastKey.current.key }, body })
    const back = () => call(cancelBooking, { params: { bookingId: made.id } })
    const now = period.fromMs <= Date.now()
    tell({ text: now ? say('book.bookedNow', told(made)) : say('book.booked', told(made)), undo: () => void undo(back, say('book.undone', { place: made.workspaceName }))() })
  }
  const move = async ({ workspaceId, period }: Attempt, from: Booking) => {
    const wanted = instants(period)
    const body = {
      ...(workspaceId === from.workspaceId ? {} : { workspaceId: workspaceId as WorkspaceId }),
      ...(Date.parse(from.from) === period.fromMs ? {} : { from: wanted.from }),
      ...(Date.parse(from.to) === period.toMs ? {} : { to: wanted.to }),
    }
    if (Object.keys(body).length === 0) return
    const moved = await call(changeBooking, { params: { bookingId: from.id }, body })
    const before = { workspaceId: from.workspaceId, from: from.from, to: from.to }
    const back = () => call(changeBooking, { params: { bookingId: from.id }, body: before })
    tell({ text: say('book.moved', told(moved)), undo: () => void undo(back, say('book.movedBack', { place: from.workspaceName }))() })
  }

  const run = async (attempt: Attempt) => {
    setBusy(true)
    setFailure(null)
    try {
      await (attempt.moves === null ? book(attempt) : move(attempt, attempt.moves))
      lastKey.current = { of: '', key: '' }
      onDone()
    } catch (error) {
      setFailure({ error, attempt })
    } finally {
      setBusy(false)
      await queries.invalidateQueries()
    }
  }
  return { run, busy, failure }
}

const instants = ({ fromMs, toMs }: Period) => ({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })

// Not crypto.randomUUID: browsers have it on https and localhost only.
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
