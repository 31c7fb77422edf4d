import { Navigate, useSearch } from '@tanstack/react-router'
import { getToday } from '#contract/endpoints/bookings.ts'
import { listLocations } from '#contract/endpoints/places.ts'
import { useCall } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'

const places = ({ desks, rooms }: { desks: number; rooms: number }) => desks + rooms

/** The map without a floor in its address: goes to the floor of my booking of today, else to the biggest where I mostly am. */
export function MapEntry() {
  const { t } = useWords()
  const search = useSearch({ from: '/app/map' })
  const locations = useCall(listLocations, {})
  const today = useCall(getToday, {})
  const all = locations.data?.locations ?? []
  const usual = all.find((one) => one.id === today.data?.location?.id && one.floors.length > 0)
  const floors = (usual === undefined ? all : [usual]).flatMap((one) => one.floors)
  const biggest = floors.toSorted((one, other) => places(other) - places(one))[0]
  const floorId = today.isPending ? undefined : today.data?.current?.floorId ?? biggest?.id
  if (floorId !== undefined) return <Navigate to="/map/$floorId" params={{ floorId }} search={search} replace />
  return (
    <main className="screen" id="screen" tabIndex={-1}>
      <PageHeading title={t('map.title')} />
      <div className="pad">
        {locations.isError && <ErrorNote error={locations.error} onRetry={() => void locations.refetch()} />}
        {(locations.isPending || today.isPending) && !locations.isError && <LoadingLines lines={6} />}
      </div>
      {locations.data !== undefined && !today.isPending && <EmptyState title={t('map.noFloorsTitle')}>{t('map.noFloorsText')}</EmptyState>}
    </main>
  )
}
