import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { getFloor, listLocations } from '#contract/endpoints/places.ts'
import type { FloorId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import '../../plan/plan.css'
import { boxAround, PlanTile } from '../../plan/PlanTile.tsx'
import type { PlanWorkspace } from '../../plan/workspace.ts'
import { Button } from '../../ui/Button.tsx'
import { closedReason } from '../book/day-parts.ts'
import type { BookingActs } from '../book/useBookingActs.ts'
import { instantAt } from '../workspace/wall-clock.ts'
import type { Moment, TodayView } from './moment.ts'

type Props = { readonly view: TodayView; readonly moment: Moment; readonly nowMs: number; readonly acts: BookingActs }

/** The blue plate: my place as a house number, and the one act that fits the moment. */
export function Plaque({ view, moment, nowMs, acts }: Props) {
  const { t, language } = useWords()
  const locations = useCall(listLocations, {}, { staleTime: 300_000 })
  const home = locations.data?.locations.find(({ id }) => id === view.location?.id)
  if ('booking' in moment) {
    return <PlaqueOfBooking moment={moment} nowMs={nowMs} acts={acts} sensorChecksIn={home?.sensorChecksIn === true} />
  }
  // No place to light up: the floor where one usually sits, else the first there is.
  const lastFloor = view.week.flatMap(({ bookings }) => bookings).at(-1)?.floorId
  const floorId = lastFloor ?? home?.floors[0]?.id ?? locations.data?.locations[0]?.floors[0]?.id ?? null
  const clock = formats(language, view.location?.timeZone ?? 'UTC')
  if (moment.kind === 'closed' && view.location !== null) {
    const { name, timeZone } = view.location
    const reason = home === undefined ? null : closedReason(home, view.date)
    return (
      <Plate floorId={floorId} workspaceId={null} title={t('today.closedTitle')}>
        <p className="text">{reason === null ? t('today.closedText', { location: name }) : t('today.closedBecause', { location: name, reason })}</p>
        {moment.next !== null && (
          <Link to="/book" search={{ date: moment.next }} className="btn big wide">
            {t('today.bookFor', { day: clock.dayShort(instantAt(moment.next, '12:00', timeZone)) })}
          </Link>
        )}
      </Plate>
    )
  }
  if (moment.kind === 'first_time') {
    const places = locations.data?.locations.filter(({ floors }) => floors.length > 0) ?? []
    return (
      <Plate floorId={floorId} workspaceId={null} title={t('today.firstTitle')}>
        <p className="text">{t('today.firstText')}</p>
        {places.length === 0 && <Link to="/book" className="btn big wide">{t('today.book')}</Link>}
        {places.map(({ id, name, floors }) => (
          <Link key={id} to="/book" search={floors[0] === undefined ? {} : { floor: floors[0].id }} className="btn big wide">{name}</Link>
        ))}
      </Plate>
    )
  }
  const released = moment.kind === 'nothing' ? moment.released : null
  return (
    <Plate floorId={floorId} workspaceId={null} title={t('today.nothingTitle')}>
      <p className="text">
        {released === null ? t('today.nothingText') : t('today.releasedText', { name: released.workspaceName, time: clock.time(released.heldUntil) })}
      </p>
      <Link to="/book" search={released === null ? {} : { floor: released.floorId, workspace: released.workspaceId }} className="btn big wide">
        {t(released === null ? 'today.book' : 'today.bookAgain')}
      </Link>
    </Plate>
  )
}

type OfBooking = Pick<Props, 'nowMs' | 'acts'> & { readonly moment: Extract<Moment, { booking: Booking }>; readonly sensorChecksIn: boolean }

function PlaqueOfBooking({ moment, nowMs, acts, sensorChecksIn }: OfBooking) {
  const { t, language } = useWords()
  const { booking } = moment
  const { workspaceName: name, floorId, timeZone } = booking
  const clock = formats(language, timeZone)
  const floor = useCall(getFloor, { params: { floorId } }, { staleTime: 300_000 })
  const atWindow = floor.data?.workspaces.find(({ id }) => id === booking.workspaceId)?.equipment.includes('window') === true
  const busy = acts.busyId === booking.id
  const held = clock.time(booking.heldUntil)
  const hints = {
    held: moment.kind === 'held' ? t('today.notYet', { from: clock.time(moment.checkInFromMs), name, until: held }) : '',
    check_in: nowMs >= Date.parse(booking.heldUntil) ? t('today.graceOver', { name })
      : t(sensorChecksIn && booking.kind === 'desk' ? 'today.orSit' : 'today.heldUntil', { name, time: held }),
    here: t('today.yours', { name, time: clock.time(booking.to) }),
    waits: moment.kind === 'waits' ? t(`today.waits.${moment.what}`, { name }) : '',
  }
  return (
    <Plate
      floorId={floorId} workspaceId={booking.workspaceId} title={name} kind={t(booking.kind === 'desk' ? 'today.deskWord' : 'today.roomWord')}
      facts={(
        <p>
          {[booking.zoneName, atWindow && t('plan.equipment.window')].filter(Boolean).join(', ')}<br />
          {booking.floorName}<br />
          <strong><time>{clock.timeRange(booking.from, booking.to)}</time></strong>
        </p>
      )}
    >
      {moment.kind === 'check_in' && <Button size="big" wide busy={busy} onClick={() => void acts.checkIn(booking)}>{t('today.checkIn')}</Button>}
      {moment.kind === 'here' && <Button size="big" wide busy={busy} onClick={() => void acts.leave(booking)}>{t('today.leave')}</Button>}
      {moment.kind === 'held' && <Button size="big" wide busy={busy} onClick={() => void acts.release(booking)}>{t(Date.parse(booking.from) <= nowMs ? 'today.release' : 'today.cancel')}</Button>}
      <div className="hint">
        <p aria-live="polite">{hints[moment.kind]}</p>
        {moment.kind === 'check_in' && <button type="button" aria-disabled={busy} onClick={() => void (busy ? undefined : acts.release(booking))}>{t('today.release')}</button>}
        {moment.kind === 'held' && <Link to="/book" search={{ change: booking.id }}>{t('today.change')}</Link>}
      </div>
    </Plate>
  )
}

type PlateProps = {
  readonly floorId: FloorId | null
  readonly workspaceId: string | null
  readonly title: string
  readonly kind?: string
  readonly facts?: ReactNode
  readonly children: ReactNode
}

function Plate({ floorId, workspaceId, title, kind, facts, children }: PlateProps) {
  const { t } = useWords()
  const floor = useCall(getFloor, { params: { floorId: floorId ?? '' } }, { enabled: floorId !== null, staleTime: 300_000 })
  const drawn = floor.data
  const workspaces: PlanWorkspace[] = drawn?.workspaces.map((one) => ({ ...one, state: 'free' })) ?? []
  const lit = workspaces.find(({ id }) => id === workspaceId) ?? null
  const desks = workspaces.filter((one) => one.kind === 'desk')
  const middle = lit ?? desks[Math.floor(desks.length / 2)] ?? workspaces[0]
  const size = facts === undefined ? 'sentence' : title.length <= 5 ? 'num' : title.length <= 9 ? 'num mid' : 'num small-name'
  return (
    <section className="plaque" aria-labelledby="plaque-title">
      <div className="draw">
        {drawn?.plan != null && middle !== undefined && (
          <PlanTile
            plan={drawn.plan} workspaces={workspaces} selectedId={lit?.id ?? null} box={boxAround(middle)}
            label={t('today.tile', { place: lit?.name ?? drawn.name, floor: drawn.name })}
          />
        )}
      </div>
      <div className="say">
        <div className="facts">
          <h2 id="plaque-title" className={size}>{kind !== undefined && <span className="unseen">{kind} </span>}{title}</h2>
          {facts}
        </div>
        {children}
      </div>
    </section>
  )
}
