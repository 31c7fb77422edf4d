import { useId } from 'react'
import { purposes } from '#contract/purposes.ts'
import { useRightsWords } from '../../language/language.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useNames } from '../data/useNames.ts'
import type { TrailSearch } from './trail-search.ts'

const rooms = ['access', 'agreement', 'bookings', 'people', 'places', 'devices', 'notices', 'requests', 'retention', 'trail'] as const

type Props = {
  readonly search: TrailSearch
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onChoose: (search: TrailSearch) => void
}

/** By time, purpose, kind of happening and person; what one tapped in a line stands below, to be dropped again. */
export function TrailFilters({ search, people, onChoose }: Props) {
  const { t } = useRightsWords()
  const named = useNames()
  const id = useId()
  const set = (key: keyof TrailSearch, value: string) => {
    const { [key]: _was, ...others } = search
    onChoose(value === '' ? others : { ...others, [key]: value })
  }
  const action = search.action ?? ''
  const actorName = people.find((one) => one.id === search.actor)?.name ?? t('trail.actorKind.person')
  const dropped = [
    ...(search.actor === undefined ? [] : [{ key: 'actor', label: t('trail.onlyActor', { name: actorName }) }] as const),
    ...(search.subject === undefined ? [] : [{ key: 'subject', label: t('trail.onlySubject') }] as const),
  ]
  return (
    <fieldset className="trail-filters">
      <legend className="unseen">{t('trail.filters')}</legend>
      <Field label={t('trail.from')} type="date" value={search.from ?? ''} onChange={(event) => set('from', event.target.value)} />
      <Field label={t('trail.to')} type="date" value={search.to ?? ''} onChange={(event) => set('to', event.target.value)} />
      <div className="field">
        <label htmlFor={`${id}-about`}>{t('trail.about')}</label>
        <select id={`${id}-about`} className="input" value={action} onChange={(event) => set('action', event.target.value)}>
          <option value="">{t('trail.anything')}</option>
          {rooms.map((room) => <option key={room} value={`${room}.`}>{t(`trail.room.${room}`)}</option>)}
          {action !== '' && !rooms.some((room) => `${room}.` === action) && <option value={action}>{action}</option>}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-purpose`}>{t('trail.purpose')}</label>
        <select id={`${id}-purpose`} className="input" value={search.purpose ?? ''} onChange={(event) => set('purpose', event.target.value)}>
          <option value="">{t('trail.anyPurpose')}</option>
          {purposes.map((purpose) => <option key={purpose} value={purpose}>{named('purpose', purpose)}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-person`}>{t('trail.person')}</label>
        <select id={`${id}-person`} className="input" value={search.person ?? ''} onChange={(event) => set('person', event.target.value)}>
          <option value="">{t('trail.anyone')}</option>
          {people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          {search.person !== undefined && !people.some((one) => one.id === search.person) && <option value={search.person}>{t('trail.unknown')}</option>}
        </select>
      </div>
      {dropped.length > 0 && (
        <div className="row wrap dropped">
          {dropped.map(({ key, label }) => (
            <button key={key} type="button" className="chip" aria-pressed="true" aria-label={t('trail.dropFilter', { filter: label })} onClick={() => set(key, '')}>
              {label}<Icon name="close" size={14} />
            </button>
          ))}
        </div>
      )}
    </fieldset>
  )
}
