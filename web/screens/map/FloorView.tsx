import { lazy, Suspense } from 'react'
import { useWords } from '../../language/language.ts'
import { usePlanLabels } from '../../plan/labels.ts'
import type { PlanZone } from '../../plan/FloorPlan.tsx'
import { LoadingLines } from '../../ui/notes.tsx'
import type { FloorData, Place } from './places.ts'

const FloorPlan = lazy(() => import('../../plan/FloorPlan.tsx'))

type Props = {
  readonly floor: FloorData
  readonly places: readonly Place[]
  readonly zones: readonly PlanZone[]
  readonly selectedId: string | null
  readonly onOpen: (id: string) => void
  readonly matching: ReadonlySet<string> | null
  readonly inset: number
}

/** The plan of a floor; one without a drawing still shows its places on an empty ground. */
export function FloorView({ floor, places, zones, selectedId, onOpen, matching, inset }: Props) {
  const { t } = useWords()
  const labels = usePlanLabels(floor.name, floor.timeZone)
  if (floor.plan === null && places.length === 0) return <p className="pad soft">{t('map.noPlacesText')}</p>
  return (
    <Suspense fallback={<div className="pad"><LoadingLines /></div>}>
      <FloorPlan
        key={floor.id} plan={floor.plan ?? emptyGround(places)} workspaces={places} zones={zones} selectedId={selectedId}
        onOpen={onOpen} labels={labels} matching={matching} inset={inset}
      />
    </Suspense>
  )
}

function emptyGround(places: readonly Place[]) {
  const [xs, ys] = [places.map((one) => one.x), places.map((one) => one.y)]
  const [left, top] = [Math.min(...xs) - 60, Math.min(...ys) - 60]
  return { viewBox: [left, top, Math.max(...xs) + 60 - left, Math.max(...ys) + 60 - top] } as const
}
