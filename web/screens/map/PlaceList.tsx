import type { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { stateLineOf } from '../../plan/labels.ts'
import { StateWord } from '../../ui/StateWord.tsx'
import { equipmentLine } from '../workspace/words.ts'
import type { Place } from './places.ts'

type Props = {
  readonly places: readonly Place[]
  readonly selectedId: string | null
  readonly onOpen: (id: Place['id']) => void
  readonly clock: ReturnType<typeof formats>
  /** All are free: the word is in the heading, the rows tell only until when. */
  readonly allFree?: boolean
}

/** Places as rows: name, what it has, state with its time. Each row opens the place, as a tap on the plan does. */
export function PlaceList({ places, selectedId, onOpen, clock, allFree = false }: Props) {
  const { t, language } = useWords()
  const when = (place: Place) => {
    if (!allFree) return stateLineOf(place, t, clock)
    if (place.line !== undefined) return t('map.thenFree')
    return place.until === null || place.until === undefined ? t('state.free') : t('map.until', { time: clock.time(place.until) })
  }
  return (
    <ul className="place-list">
      {places.map((place) => (
        <li key={place.id}>
          <button type="button" aria-pressed={place.id === selectedId} data-row={place.id} onClick={() => onOpen(place.id)}>
            <b>{place.name}</b>
            <span className="what">{equipmentLine(place, t, language, allFree)}{place.personName === null || place.personName === undefined ? '' : `, ${place.personName}`}</span>
            <StateWord state={place.state}>{when(place)}</StateWord>
          </button>
        </li>
      ))}
    </ul>
  )
}
