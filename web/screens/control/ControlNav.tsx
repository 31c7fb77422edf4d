import { Link } from '@tanstack/react-router'
import type { LocationId } from '#contract/ids.ts'
import { useControlWords } from '../../language/language.ts'
import { mayAnywhere, useSession } from '../../shell/session.ts'
import { groups, sectionsOf, type SectionName } from './sections.ts'
import { useRightsPlaces } from './useRightsPlaces.ts'

type Place = LocationId | 'whole' | undefined

/** The sections that one may open, and the organisation with its locations. On a phone /control shows the same as a list. */
export function ControlNav({ here, place }: { readonly here: SectionName | null; readonly place: Place }) {
  const { t } = useControlWords()
  const session = useSession()
  const may = sectionsOf(session)
  return (
    <nav className="control-nav" aria-label={t('frame.nav')}>
      {groups.filter((group) => may.some((one) => one.group === group)).map((group) => (
        <div key={group}>
          <h2>{t(`frame.group.${group}`)}</h2>
          <ul>
            {may.filter((one) => one.group === group).map(({ name, to }) => (
              <li key={name}><Link to={to as '/control'} activeOptions={{ exact: true, includeSearch: false }} activeProps={{}} aria-current={name === here ? 'page' : undefined}>{t(`frame.section.${name}`)}</Link></li>
            ))}
          </ul>
        </div>
      ))}
      {mayAnywhere(session, 'see_rights') && <Places place={place} />}
    </nav>
  )
}

/** The organisation and its locations: each leads to who can do what there. */
function Places({ place }: { readonly place: Place }) {
  const { t } = useControlWords()
  const { organisation } = useSession()
  const places = useRightsPlaces()
  if (places === null || places.locations.length === 0) return null
  const here = (is: Place) => ({ activeOptions: { exact: true }, activeProps: {}, 'aria-current': is === place ? 'location' as const : undefined })
  return (
    <div className="control-places">
      <h2>{t('frame.places')}</h2>
      <ul>
        <li>
          {places.whole ? <Link to="/control/rights" search={{}} {...here('whole')}>{organisation.name}</Link> : <span>{organisation.name}</span>}
          <ul>
            {places.locations.map(({ id, name }) => <li key={id}><Link to="/control/rights" search={{ location: id }} {...here(id)}>{name}</Link></li>)}
          </ul>
        </li>
      </ul>
    </div>
  )
}
