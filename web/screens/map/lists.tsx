import type { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/notes.tsx'
import { inOrder, type Spot } from './filters.ts'
import { PlaceList } from './PlaceList.tsx'
import type { Place } from './places.ts'

type Props = {
  readonly places: readonly Place[]
  /** Where one wants to sit near; empty: nowhere in particular. */
  readonly around: readonly Spot[]
  readonly orderWord: string
  readonly selectedId: string | null
  readonly onOpen: (id: string) => void
  readonly clock: ReturnType<typeof formats>
  readonly then: boolean
}

/** What is free, beside the plan on a desktop. */
export function FreeList({ places, around, orderWord, selectedId, onOpen, clock, then }: Props) {
  const { t } = useWords()
  return (
    <section className="free-list">
      <header>
        <h2>{t(then ? 'map.freeThen' : 'map.freeCount', { count: places.length })}</h2>
        {places.length > 0 && <span className="small soft">{orderWord}</span>}
      </header>
      {places.length === 0
        ? <p className="soft">{t('map.noneFreeText')}</p>
        : <PlaceList places={inOrder(places, around)} selectedId={selectedId} onOpen={onOpen} clock={clock} allFree />}
    </section>
  )
}

/** The list view: desks, then rooms, in each what is free first. */
export function WholeList({ places, around, orderWord, selectedId, onOpen, clock, then, onClear }: Props & { readonly onClear: () => void }) {
  const { t } = useWords()
  if (places.length === 0) {
    return (
      <EmptyState title={t('map.noneFitTitle')} action={<Button onClick={onClear}>{t('map.clear')}</Button>}>{t('map.noneFitText')}</EmptyState>
    )
  }
  return (
    <div className="whole-list">
      {(['desk', 'room'] as const).map((kind) => {
        const ofKind = inOrder(places.filter((one) => one.kind === kind), around)
        if (ofKind.length === 0) return null
        const free = ofKind.filter((one) => one.state === 'free')
        return (
          <section key={kind} className="free-list">
            <header>
              <h2>{t(kind === 'desk' ? 'map.desks' : 'map.rooms')}</h2>
              <span className="small soft">{t(then ? 'map.freeThen' : 'map.freeCount', { count: free.length })}, {orderWord}</span>
            </header>
            <PlaceList places={[...free, ...ofKind.filter((one) => one.state !== 'free')]} selectedId={selectedId} onOpen={onOpen} clock={clock} />
          </section>
        )
      })}
    </div>
  )
}
