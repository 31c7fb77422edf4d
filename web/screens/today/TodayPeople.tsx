import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { Booking } from '#contract/endpoints/bookings.ts'
import type { Colleague } from '#contract/endpoints/people.ts'
import type { Floor } from '#contract/endpoints/places.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { nearness } from '../book/rank.ts'

type Props = {
  readonly people: readonly Colleague[]
  readonly mine: Booking | null
  /** The floor where I sit, for saying how near the others are. */
  readonly floor: z.infer<typeof Floor> | null
  readonly zone: string
}

const most = 6

/** Who of my team lets themselves be seen, and how near they are. */
export function TodayPeople({ people, mine, floor, zone }: Props) {
  const { t, language } = useWords()
  const { person } = useSession()
  const clock = formats(language, zone)
  const spots = new Map(floor?.workspaces.map((one) => [one.id, one]))
  const me = mine === null ? undefined : spots.get(mine.workspaceId)
  const said = (place: NonNullable<Colleague['place']>): string => {
    if (place.from !== null) return t('today.at', { place: place.workspaceName, where: t('day.from', { time: clock.time(place.from) }) })
    const spot = spots.get(place.workspaceId)
    const how = me === undefined || spot === undefined ? 'away' : nearness(me, spot)
    if (how !== 'away') return t(`today.${how}`, { place: place.workspaceName })
    const where = mine?.floorId === place.floorId && place.zoneName !== null ? place.zoneName : place.floorName
    return t('today.at', { place: place.workspaceName, where })
  }
  return (
    <section className="pad today-part today-people">
      <h2>{t('today.people')}</h2>
      {people.length === 0 ? <p className="soft">{t(person.team === null ? 'today.noTeam' : 'today.nobody')}</p> : (
        <ul className="lines">
          {people.slice(0, most).map(({ id, name, place }) => <li key={id}><span>{name}</span><span>{place === null ? '' : said(place)}</span></li>)}
        </ul>
      )}
      <p><Link to="/people" className="quiet-link">{t('today.allPeople')}</Link></p>
    </section>
  )
}
