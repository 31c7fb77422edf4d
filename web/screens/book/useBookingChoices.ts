import { useState } from 'react'
import { listMyBookings, type Booking } from '#contract/endpoints/bookings.ts'
import { listLocations } from '#contract/endpoints/places.ts'
import { useCall } from '../../client/queries.ts'
import { useNow } from '../workspace/useNow.ts'
import { wallClockAt } from '../workspace/wall-clock.ts'
import { planOf, type Wanted } from './plan-of.ts'
import type { BookSearch } from './search.ts'

/** So far back one's own bookings say where one likes to sit; so far ahead a booking can lie. */
const historyDays = 60
const furthestDays = 400

/** Whole days, so that the same question has the same name for a day. */
const day = (ahead: number) => new Date((Math.floor(Date.now() / 86_400_000) + ahead) * 86_400_000).toISOString()

type Start = { readonly wanted: Partial<Wanted> }

/** The choices of the booking screen. What is not chosen is the nearest sensible thing; nothing is asked twice. */
export function useBookingChoices(search: BookSearch) {
  const nowMs = useNow(null, 60_000)
  const [around] = useState(() => ({ from: day(-historyDays), to: day(furthestDays) }))
  const locations = useCall(listLocations, {}, { staleTime: 60_000 })
  const history = useCall(listMyBookings, { query: around })
  const [start, setStart] = useState<Start>({ wanted: startOf(search) })
  const bookings = history.data?.bookings ?? []
  const change = search.change === undefined ? null : bookings.find(({ id }) => id === search.change) ?? null
  const known = locations.data?.locations
  const settled = known !== undefined && (history.data !== undefined || history.error !== null)
  const wanted = { ...(change === null ? {} : startOfChange(change)), ...start.wanted }
  return {
    nowMs,
    locations,
    history,
    bookings,
    change,
    plan: settled ? planOf(known, bookings, wanted, nowMs) : null,
    choose: (chosen: Partial<Wanted>) => setStart((before) => ({ wanted: { ...before.wanted, ...chosen } })),
    settled,
  }
}

const startOf = ({ date, floor, kind }: BookSearch): Partial<Wanted> => ({
  ...(date === undefined ? {} : { day: date }),
  ...(floor === undefined ? {} : { floorId: floor }),
  ...(kind === undefined ? {} : { kind }),
})

function startOfChange({ kind, floorId, from, to, timeZone }: Booking): Partial<Wanted> {
  const begin = wallClockAt(Date.parse(from), timeZone)
  return { kind, floorId, day: begin.day, part: 'hours', from: begin.time, to: wallClockAt(Date.parse(to), timeZone).time }
}
