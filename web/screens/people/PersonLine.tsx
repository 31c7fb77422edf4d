import { Link } from '@tanstack/react-router'
import type { Colleague } from '#contract/endpoints/people.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'

type Props = { readonly colleague: Colleague; readonly zone: string; readonly date?: string }

/** A colleague: the name, then where they sit, then a way to sit near them. Never since when. */
export function PersonLine({ colleague: { name, place, team }, zone, date }: Props) {
  const { t, language } = useWords()
  if (place === null) {
    return <li className="person"><div><strong>{name}</strong><div className="where"><span>{[team?.name, t('people.noPlace')].filter(Boolean).join(', ')}</span></div></div></li>
  }
  const where = place.zoneName === null ? place.floorName : t('people.where', { zone: place.zoneName, floor: place.floorName })
  const from = place.from === null || date !== undefined ? null : t('people.from', { time: formats(language, zone).time(place.from) })
  return (
    <li className="person">
      <div>
        <strong>{name}</strong>
        <div className="where"><strong className="at">{place.workspaceName}</strong><span>{[where, from].filter(Boolean).join(', ')}</span></div>
      </div>
      <Link
        to="/map/$floorId" params={{ floorId: place.floorId }} search={{ near: place.workspaceId }} className="btn small plain"
        aria-label={t('people.sitNearLong', { name, place: place.workspaceName })}
      >
        {t('people.sitNear')}
      </Link>
    </li>
  )
}
