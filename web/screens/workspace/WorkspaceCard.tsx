import { useEffect, useRef, useState, type Ref } from 'react'
import { getBooking } from '#contract/endpoints/bookings.ts'
import { getWorkspaceDay, type LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { BookingId, WorkspaceId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { stateLineOf } from '../../plan/labels.ts'
import { useMay } from '../../shell/session.ts'
import { DayBar } from '../../ui/DayBar.tsx'
import { LoadingLines } from '../../ui/notes.tsx'
import { StateWord } from '../../ui/StateWord.tsx'
import type { Location, Period } from '../book/day-parts.ts'
import type { Place } from '../map/places.ts'
import { Acts } from './Acts.tsx'
import { PairDoor } from './PairDoor.tsx'
import { situation, type OwnBooking } from './situation.ts'
import { useBookingActs } from './useBookingActs.ts'
import { instantAt, wallClockAt } from './wall-clock.ts'
import { climateLines, equipmentLine } from './words.ts'
import './workspace.css'

export type CardProps = {
  readonly place: Place & { readonly bookable: boolean }
  readonly live: LiveWorkspace | null
  readonly location: Location
  /** Chosen on the map instead of now. */
  readonly chosen: Period | null
  readonly nowMs: number
  /** A colleague who sits close by, as they let themselves be seen. */
  readonly nearby?: { readonly person: string; readonly place: string } | null
  readonly patch: (id: string, change: Partial<LiveWorkspace>) => void
  readonly onSelect?: (id: WorkspaceId) => void
  readonly heading?: Ref<HTMLHeadingElement>
}

/** One desk or room: its number, its state, what it has, its day, and the act that fits the moment. */
export function WorkspaceCard({ place, live, location, chosen, nowMs, nearby = null, patch, onSelect, heading }: CardProps) {
  const { t, language } = useWords()
  const clock = formats(language, location.timeZone)
  const mayPair = useMay('manage_devices')
  const [choosing, setChoosing] = useState(false)
  const date = wallClockAt(chosen?.fromMs ?? nowMs, location.timeZone).day
  const day = useCall(getWorkspaceDay, { params: { workspaceId: place.id }, query: { date } }, { keepLast: true, refetchInterval: 60_000 })
  const acts = useBookingActs({ place, timeZone: location.timeZone, nowMs, patch, ...(onSelect === undefined ? {} : { onSelect }) })

  // The stream tells that something changed here; what the day looks like now has to be asked.
  const told = `${live?.nextFrom} ${live?.until} ${live?.myBookingId}`
  const lastTold = useRef(told)
  const { refetch } = day
  useEffect(() => {
    if (lastTold.current === told) return
    lastTold.current = told
    void refetch()
  }, [told, refetch])

  const booked = (day.data?.date === date ? day.data.booked : []).map((one) => ({
    fromMs: Date.parse(one.from), toMs: Date.parse(one.to), mine: one.mine, bookingId: one.bookingId,
  }))
  const mine = booked.find((one) => one.mine && one.toMs > nowMs && (chosen === null || (one.fromMs < chosen.toMs && chosen.fromMs < one.toMs)))
  const ownId = chosen === null ? live?.myBookingId ?? mine?.bookingId ?? null : mine?.bookingId ?? null
  const own = useOwn(ownId)
  const open = (day.data?.open ?? []).map((one) => ({ fromMs: Date.parse(one.from), toMs: Date.parse(one.to) }))
  const fits = day.data === undefined ? null : situation({
    kind: place.kind, bookable: place.bookable, state: live?.state ?? place.state, open, booked, own, chosen, nowMs,
    eveningMs: instantAt(date, '18:00', location.timeZone),
  })
  const line = ownLine() ?? stateLineOf(place, t, clock)

  function ownLine(): string | null {
    if (own === null || own.toMs <= nowMs) return null
    if (own.status === 'checked_in') return t('workspace.ownCheckedIn', { time: clock.time(own.toMs) })
    if (own.status !== 'booked') return null
    return own.fromMs <= nowMs
      ? t('workspace.ownBooked', { time: clock.time(own.toMs) })
      : t('workspace.ownBookedRange', { range: clock.timeRange(own.fromMs, own.toMs) })
  }

  const climate = place.kind === 'room' && live !== null && chosen === null ? climateLines(live, t) : []
  return (
    <article className="place-card">
      <header className={place.name.length > 6 ? 'long' : undefined}>
        <h2 ref={heading} tabIndex={-1}>{place.name}</h2>
        <StateWord state={place.state} large>{line}</StateWord>
      </header>
      <div className="about">
        <p>{equipmentLine(place, t, language)}</p>
        {place.personName !== null && place.personName !== undefined && own === null && (
          <p>{t(place.state === 'booked' ? 'workspace.bookedBy' : 'workspace.sitsHere', { person: place.personName })}</p>
        )}
        {nearby !== null && <p>{t('workspace.nearby', nearby)}</p>}
        {climate.length > 0 && <p className="climate">{sentence(climate.join(', '))}</p>}
        {place.state === 'unknown' && chosen === null && <p>{t('workspace.sensorSilent')}</p>}
      </div>
      {day.data !== undefined && open.length > 0 && (
        <DayBar
          opens={Math.min(...open.map((one) => one.fromMs))} closes={Math.max(...open.map((one) => one.toMs))} now={nowMs}
          booked={booked.map(({ fromMs, toMs, mine: isMine }) => ({ from: fromMs, to: toMs, mine: isMine }))} timeZone={location.timeZone}
        />
      )}
      {day.isPending && <LoadingLines lines={2} />}
      {day.isError && day.data === undefined && <p className="small soft" role="alert">{t('workspace.dayUnknown')}</p>}
      {fits !== null && (
        <Acts
          fits={fits} place={place} location={location} own={own} open={open} nowMs={nowMs} acts={acts}
          choosing={choosing} onChoosing={setChoosing} chosen={chosen}
        />
      )}
      {place.kind === 'room' && mayPair && <PairDoor place={place} />}
    </article>
  )
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** My booking with what only its owner may know: whether I checked in. */
function useOwn(bookingId: BookingId | null): (OwnBooking & { readonly id: BookingId; readonly heldUntilMs: number }) | null {
  const { data } = useCall(getBooking, { params: { bookingId: bookingId ?? '' } }, { enabled: bookingId !== null })
  if (bookingId === null || data === undefined || data.id !== bookingId) return null
  return {
    id: data.id, status: data.status, fromMs: Date.parse(data.from), toMs: Date.parse(data.to), heldUntilMs: Date.parse(data.heldUntil),
  }
}
