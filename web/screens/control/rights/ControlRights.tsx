import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import type { PersonId } from '#contract/ids.ts'
import { useControlWords } from '../../../language/language.ts'
import { mayAnywhere, useSession } from '../../../shell/session.ts'
import { SegmentedChoice } from '../../../ui/choices.tsx'
import { LoadingLines } from '../../../ui/notes.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import '../people/people.css'
import type { RightsSearch } from './rights-search.ts'
import './rights.css'
import { RightsByAct } from './RightsByAct.tsx'
import { RightsByRole } from './RightsByRole.tsx'
import { RightsPanel } from './RightsPanel.tsx'
import { useRightsPlaces } from '../useRightsPlaces.ts'
import { useWide } from '../useWide.ts'

/** Who can do what here, and through what: by act, or role by role. */
export function ControlRights() {
  const { t } = useControlWords()
  const session = useSession()
  const where = useId()
  const wide = useWide()
  const navigate = useNavigate()
  const search = useSearch({ from: '/app/control/rights' })
  const places = useRightsPlaces()
  const mayGive = mayAnywhere(session, 'grant_rights')
  const { person, ...closed } = search
  const go = (next: RightsSearch) => void navigate({ to: '/control/rights', search: next, replace: true, resetScroll: false })
  // Who holds rights at some locations only begins at the first of those.
  const location = search.location ?? (places?.whole === false ? places.locations[0]?.id : undefined)
  const name = places?.locations.find(({ id }) => id === location)?.name
  const to = (id: PersonId) => (wide
    ? { to: '/control/rights' as const, search: { ...search, person: id } }
    : { to: '/control/rights/people/$personId' as const, params: { personId: id } })
  return (
    <ControlFrame
      here="rights" place={location ?? 'whole'} title={location === undefined ? session.organisation.name : name ?? t('frame.section.rights')} lead={t('rights.lead')}
      acts={mayGive && <Link to="/control/rights/give" search={location === undefined ? {} : { location }} className="btn fill">{t('rights.give')}</Link>}
      panel={wide && person !== undefined ? <RightsPanel key={person} id={person} onClose={() => go(closed)} /> : undefined}
    >
      <section className="rights-view">
        {places !== null && places.locations.length > 0 && (
          <div className="field where">
            <label htmlFor={where}>{t('rights.where')}</label>
            <select
              id={where} className="input" value={location ?? ''}
              onChange={(event) => {
                const { location: _before, ...others } = closed
                const found = places.locations.find(({ id }) => id === event.target.value)?.id
                go(found === undefined ? others : { ...others, location: found })
              }}
            >
              {places.whole && <option value="">{t('rights.whole')}</option>}
              {places.locations.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </select>
          </div>
        )}
        <SegmentedChoice
          label={t('rights.view')} value={search.view ?? 'acts'} options={[{ value: 'acts', label: t('rights.byAct') }, { value: 'roles', label: t('rights.byRole') }]}
          onChange={(view) => {
            const { view: _view, ...others } = closed
            go(view === 'roles' ? { ...others, view } : others)
          }}
        />
      </section>
      {places === null && <section><LoadingLines lines={10} /></section>}
      {places !== null && (search.view === 'roles'
        ? <RightsByRole location={location} search={search} onChoose={go} to={to} />
        : <RightsByAct location={location} open={person ?? null} to={to} />)}
    </ControlFrame>
  )
}
