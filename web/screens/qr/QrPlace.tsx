import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { checkInAtWorkspace, getBooking, getToday, listMyBookings, type Booking } from '#contract/endpoints/bookings.ts'
import { getWorkspaceDay } from '#contract/endpoints/floor.ts'
import { getFloor, type Workspace } from '#contract/endpoints/places.ts'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf, useAct, useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { stateLineOf } from '../../plan/labels.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { StateWord } from '../../ui/StateWord.tsx'
import { useTell } from '../../ui/Toast.tsx'
import type { Location } from '../book/day-parts.ts'
import { LineNote } from '../map/LineNote.tsx'
import { closingAt, placesNow } from '../map/places.ts'
import { useLiveFloor } from '../map/useLiveFloor.ts'
import { useBookingActs } from '../workspace/useBookingActs.ts'
import { useNow } from '../workspace/useNow.ts'
import { equipmentLine } from '../workspace/words.ts'
import { oneTap } from './one-tap.ts'

type Props = { readonly place: z.infer<typeof Workspace>; readonly location: Location }

/** The desk one stands at, and one button: check in, or book now and check in. */
export function QrPlace({ place, location }: Props) {
  const { t, language } = useWords()
  const tell = useTell()
  const queries = useQueryClient()
  const clock = formats(language, location.timeZone)
  const floor = useCall(getFloor, { params: { floorId: place.floorId } })
  const live = useLiveFloor(place.floorId)
  const nowMs = useNow(live.line.status === 'live' ? live.known?.at ?? null : null, 30_000)
  const here = live.known?.byId.get(place.id) ?? null
  const [made, setMade] = useState<Booking | null>(null)
  const ownId = here?.myBookingId ?? (made?.status === 'checked_in' ? made.id : null)
  const asked = useCall(getBooking, { params: { bookingId: ownId ?? '' } }, { enabled: ownId !== null })
  const booking = ownId === null ? null : asked.data?.id === ownId ? asked.data : made?.id === ownId ? made : null
  const own = booking === null ? null : { id: booking.id, status: booking.status, fromMs: Date.parse(booking.from), toMs: Date.parse(booking.to) }
  const acts = useBookingActs({ place, timeZone: location.timeZone, nowMs, patch: live.patch })
  const walkUp = useAct(checkInAtWorkspace)

  const sitDown = () => walkUp.mutate({ params: { workspaceId: place.id } }, {
    onSuccess: (result) => {
      setMade(result)
      live.patch(place.id, { state: 'in_use', until: result.to, myBookingId: result.id })
      tell({ text: t('workspace.checkedIn', { name: place.name }), undo: () => void acts.leave(result.id) })
    },
    onSettled: () => {
      for (const spec of [getToday, listMyBookings, getWorkspaceDay, getBooking]) void queries.invalidateQueries({ queryKey: [...keyOf(spec)] })
    },
  })

  const shown = floor.data === undefined ? null : placesNow(floor.data, live.known, closingAt(location, nowMs)).find((one) => one.id === place.id) ?? null
  // Known are both the desk's state and, when I have a booking here, what became of it.
  const tap = here === null || (ownId !== null && booking === null && !asked.isError) ? null : oneTap(here, own, place.bookable, nowMs)
  const takenLine = here?.until === null || here === null
    ? t('qr.taken', { name: place.name })
    : t('qr.takenUntil', { name: place.name, time: clock.time(here.until) })
  const toMap = (word: string) => (
    <Link to="/map/$floorId" params={{ floorId: place.floorId }} search={{ select: place.id }} className="btn wide">{word}</Link>
  )

  return (
    <main className="screen qr" id="screen" tabIndex={-1}>
      <PageHeading title={place.name}>
        <p>{location.name}{floor.data === undefined ? '' : `, ${floor.data.name}`}</p>
      </PageHeading>
      <LineNote line={live.line} clock={clock} />
      <div className="pad stack">
        {shown !== null && here !== null && tap !== 'leave' && <StateWord state={here.state} large>{stateLineOf(shown, t, clock)}</StateWord>}
        {shown !== null && <p className="soft">{equipmentLine(shown, t, language)}</p>}
        {tap === null && live.error === null && <LoadingLines lines={2} />}
        {tap === null && live.error !== null && <ErrorNote error={live.error} onRetry={live.retry} />}
        {walkUp.error !== null && <ErrorNote error={walkUp.error} />}
        {acts.refused !== null && <ErrorNote error={acts.refused.error} />}
        {tap === 'checkIn' && own !== null && (
          <>
            <p>{t('qr.yours', { name: place.name, range: clock.timeRange(own.fromMs, own.toMs) })}</p>
            <Button look="fill" size="big" wide busy={walkUp.isPending} onClick={sitDown}>{t('qr.checkIn', { name: place.name })}</Button>
          </>
        )}
        {tap === 'book' && (
          <>
            <Button look="fill" size="big" wide busy={walkUp.isPending} onClick={sitDown}>{t('qr.book')}</Button>
            <p className="small soft">{t('qr.bookText')}</p>
          </>
        )}
        {tap === 'leave' && own !== null && booking !== null && (
          <>
            <StateWord state="in_use" large>{t('qr.here', { name: place.name, time: clock.time(own.toMs) })}</StateWord>
            <Button size="big" wide busy={acts.busy === 'leave'} onClick={() => void acts.leave(booking.id)}>{t('workspace.leave')}</Button>
          </>
        )}
        {tap === 'tooEarly' && own !== null && (
          <p>{t('workspace.checkInFrom', { range: clock.timeRange(own.fromMs, own.toMs), time: clock.time(own.fromMs - 30 * 60_000) })}</p>
        )}
        {tap === 'taken' && <p>{takenLine}</p>}
        {tap === 'notBookable' && <p>{t('workspace.notBookable')}</p>}
        {toMap(tap === 'taken' || tap === 'notBookable' ? t('qr.otherPlace') : t('qr.onMap'))}
      </div>
    </main>
  )
}
