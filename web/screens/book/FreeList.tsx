import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { Offline } from '../../client/problem.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import type { BookingPlan } from './plan-of.ts'
import type { FreePlace, FreePlaces } from './useFreePlaces.ts'

type Props = {
  readonly plan: BookingPlan
  readonly free: FreePlaces
  readonly chosenId: string | null
  readonly onPick: (id: string) => void
}

/** So many are enough to choose from at a glance. */
const few = 8

/** What is free, best first: native radios, so arrows and screen readers work as everywhere. */
export function FreeList({ plan, free, chosenId, onPick }: Props) {
  const { t } = useWords()
  const name = useId()
  const [all, setAll] = useState(false)
  const { period, kind, floorId } = plan
  if (!plan.days.some(({ open }) => open)) {
    return <EmptyState title={t('book.noDayTitle')}>{t('book.noDayText', { location: plan.location.name })}</EmptyState>
  }
  if (period === null) return <p className="soft">{t('book.chooseTime')}</p>
  if (free.error !== null) {
    return free.error instanceof Offline ? <p className="note"><span />{t('book.needsConnection')}</p> : <ErrorNote error={free.error} onRetry={free.retry} />
  }
  if (free.loading) return <LoadingLines lines={6} />
  if (free.places.length === 0) {
    return (
      <EmptyState title={t('book.noneTitle')}>
        {free.closed ?? t(plan.part === 'day' ? 'book.noneWhole' : 'book.noneText')}
      </EmptyState>
    )
  }
  const shown = all ? free.places : free.places.slice(0, few)
  const chosen = free.places.find(({ id }) => id === chosenId)
  const listed = chosen === undefined || shown.includes(chosen) ? shown : [chosen, ...shown]
  const search = { from: new Date(period.fromMs).toISOString(), to: new Date(period.toMs).toISOString() }
  return (
    <section className="free" aria-labelledby={`${name}-title`}>
      <div className="row between">
        <h2 id={`${name}-title`} aria-live="polite">{t(kind === 'desk' ? 'book.freeDesks' : 'book.freeRooms', { count: free.places.length })}</h2>
        <Link to="/map/$floorId" params={{ floorId }} search={search} className="quiet-link">{t('book.onMap')}</Link>
      </div>
      <div className="lines" role="radiogroup" aria-labelledby={`${name}-title`}>
        {listed.map((one) => <Place key={one.id} place={one} group={name} checked={one.id === chosenId} onPick={onPick} />)}
      </div>
      {!all && free.places.length > few && <Button look="plain" onClick={() => setAll(true)}>{t('book.more', { count: free.places.length })}</Button>}
    </section>
  )
}

type PlaceProps = { readonly place: FreePlace; readonly group: string; readonly checked: boolean; readonly onPick: (id: string) => void }

function Place({ place, group, checked, onPick }: PlaceProps) {
  const { t } = useWords()
  const { why } = place
  const about = [
    place.zoneName,
    place.kind === 'room' ? t('plan.seats', { count: place.seats }) : null,
    ...place.equipment.map((one) => t(`plan.equipment.${one}`)),
  ].filter(Boolean).join(', ')
  return (
    <label className="place">
      <input type="radio" name={group} checked={checked} onChange={() => onPick(place.id)} />
      <span>
        <strong>{place.name}</strong>
        {why !== null && <em>{why.kind === 'earlier' ? t('book.earlier') : t(`book.${why.kind}`, { name: why.name })}</em>}
        <small>{about}</small>
      </span>
    </label>
  )
}
