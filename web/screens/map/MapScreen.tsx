import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { getInstance } from '#contract/endpoints/instance.ts'
import type { FloorId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import '../../plan/plan.css'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Period } from '../book/day-parts.ts'
import { WorkspaceCard } from '../workspace/WorkspaceCard.tsx'
import { distanceTo, filtersOf, matching, type FilterName } from './filters.ts'
import { Filters } from './Filters.tsx'
import { FloorView } from './FloorView.tsx'
import { LegendButton, LegendRow } from './Legend.tsx'
import { LineNote, Updated } from './LineNote.tsx'
import { FreeList, WholeList } from './lists.tsx'
import './map.css'
import { MapHeading } from './MapHeading.tsx'
import { countStates, type Place } from './places.ts'
import type { MapSearch } from './search.ts'
import { useMap } from './useMap.ts'

/** Three and a half metres: who sits there is company. */
const companyUnits = 35

/** A floor as it is now, or will be: plan or list, filters, and the sheet of the chosen place. */
export function MapScreen() {
  const { t } = useWords()
  const floorId = useParams({ from: '/app/map/$floorId' }).floorId as FloorId
  const search = useSearch({ from: '/app/map/$floorId' })
  const navigate = useNavigate()
  const asList = search.view === 'list'
  const period = useMemo((): Period | null => (
    search.from === undefined || search.to === undefined ? null : { fromMs: Date.parse(search.from), toMs: Date.parse(search.to) }
  ), [search.from, search.to])
  const { locations, floor, live, location, places, inPeriod, teamSpots, nearPlace, zones, nowMs, clock } = useMap(floorId, period, search.near ?? null)
  const demo = useCall(getInstance, {}, { refetchInterval: 60_000 }).data?.demo ?? null
  const [chosen, setChosen] = useState<ReadonlySet<FilterName>>(new Set())
  const [covered, setCovered] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  const byKeyboard = useRef(false)

  const go = useCallback((change: { readonly [Key in keyof MapSearch]: MapSearch[Key] | undefined }, replace: boolean) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined)) as MapSearch
    void navigate({ to: '/map/$floorId', params: { floorId }, search: next, replace, resetScroll: false })
  }, [search, navigate, floorId])

  const open = useCallback((id: string) => {
    byKeyboard.current = document.activeElement?.matches(':focus-visible') === true
    // Back on a phone closes the sheet; from one place to the next it does not pile up.
    go({ select: id }, search.select !== undefined)
  }, [go, search.select])
  const close = useCallback(() => {
    const id = search.select
    go({ select: undefined }, true)
    if (id !== undefined) document.querySelector<SVGElement | HTMLElement>(`[data-workspace="${CSS.escape(id)}"], [data-row="${CSS.escape(id)}"]`)?.focus()
  }, [go, search.select])
  useEffect(() => {
    if (search.select !== undefined && byKeyboard.current) heading.current?.focus()
    byKeyboard.current = false
  }, [search.select])

  const all = places ?? noPlaces
  const fits = useMemo(() => matching(all as (Place & { type: string })[], chosen, teamSpots), [all, chosen, teamSpots])
  const offered = useMemo(() => filtersOf(all, teamSpots), [all, teamSpots])
  const fitting = fits === null ? all : all.filter((one) => fits.has(one.id))
  const free = fitting.filter((one) => one.state === 'free')
  const place = all.find((one) => one.id === search.select) ?? null
  const around = nearPlace === null ? teamSpots : [nearPlace]
  const orderWord = nearPlace !== null ? t('map.nearPlaceFirst', { place: nearPlace.name }) : teamSpots.length > 0 ? t('map.nearTeamFirst') : t('map.byNumber')
  const counts = countStates(all)

  const toggle = (name: FilterName) => setChosen((before) => {
    const next = new Set(before)
    if (!next.delete(name)) next.add(name)
    return next
  })
  const choosePeriod = (next: Period | null) => go({
    from: next === null ? undefined : new Date(next.fromMs).toISOString(),
    to: next === null ? undefined : new Date(next.toMs).toISOString(),
  }, true)

  const failed = floor.isError && floor.data === undefined ? floor.error : live.error
  const locationName = floor.data?.locationName ?? ''
  return (
    <main className={`screen whole map${asList ? ' listed' : ''}`} id="screen" tabIndex={-1}>
      <div className="mid">
        <div className="map-head">
          <MapHeading
            title={floor.data?.name ?? t('map.title')} floorId={floorId} locations={locations.data?.locations ?? []}
            search={{ ...(asList ? { view: 'list' } : {}), ...(search.from !== undefined && search.to !== undefined ? { from: search.from, to: search.to } : {}) }}
            end={(
              <SegmentedChoice<'map' | 'list'>
                label={t('map.view')} value={asList ? 'list' : 'map'} onChange={(view) => go({ view: view === 'list' ? 'list' : undefined }, true)}
                options={[{ value: 'map', label: t('map.asMap') }, { value: 'list', label: t('map.asList') }]}
              />
            )}
          >
            {floor.data !== undefined && <p>
              <span className="narrow-line">
                {period === null
                  ? t('map.subline', { location: locationName, time: clock.time(nowMs) })
                  : t('map.sublineThen', { location: locationName, date: clock.dayShort(period.fromMs), range: clock.timeRange(period.fromMs, period.toMs) })}
              </span>
              <span className="wide-line">
                {period === null
                  ? t('map.sublineLong', { location: locationName, date: clock.dateLong(nowMs), time: clock.time(nowMs) })
                  : t('map.sublineThen', { location: locationName, date: clock.dateLong(period.fromMs), range: clock.timeRange(period.fromMs, period.toMs) })}
              </span>
            </p>}
          </MapHeading>
          {floor.data !== undefined && <Filters
            offered={offered} chosen={chosen} onToggle={toggle} free={countStates(fits === null || !chosen.has('free') ? all : fitting).free}
            period={period} onPeriod={choosePeriod} location={location} nowMs={nowMs} clock={clock}
          />}
        </div>
        <div className="map-says">
          <output className="map-fits">
            {fits !== null && (
              <>
                {t('map.fits', { count: fitting.length, all: all.length, free: free.length })}
                <button type="button" className="btn plain small" onClick={() => setChosen(new Set())}>{t('map.clear')}</button>
              </>
            )}
          </output>
          {demo !== null && demo.shifted && period === null && <p className="map-note demo">{t('map.demoShifted', { time: demo.recordedTime })}</p>}
          <LineNote line={live.line} clock={clock} />
          {period !== null && inPeriod.data !== undefined && inPeriod.data.closed !== null && <p className="map-note">{inPeriod.data.closed.detail}</p>}
          {inPeriod.isError && <div className="pad"><ErrorNote error={inPeriod.error} onRetry={() => void inPeriod.refetch()} /></div>}
        </div>
        <div className="map-body">
          {failed !== null && places === null && (
            <div className="pad"><ErrorNote error={failed} onRetry={() => { void floor.refetch(); live.retry() }} /></div>
          )}
          {failed === null && places === null && !inPeriod.isError && <div className="pad"><LoadingLines lines={6} /></div>}
          {floor.data !== undefined && places !== null && (
            places.length === 0 ? <EmptyState title={t('map.noPlacesTitle')}>{t('map.noPlacesText')}</EmptyState>
              : asList ? (
                <WholeList
                  places={fitting} around={around} orderWord={orderWord} selectedId={search.select ?? null} onOpen={open} clock={clock}
                  then={period !== null} onClear={() => setChosen(new Set())}
                />
              ) : (
                <>
                  <FloorView floor={floor.data} places={places} zones={zones} selectedId={search.select ?? null} onOpen={open} matching={fits} inset={covered} />
                  <LegendButton counts={counts} then={period !== null} />
                </>
              )
          )}
        </div>
        <footer className="map-foot">
          <LegendRow counts={counts} then={period !== null} />
          <span className="small soft"><Updated known={live.known} line={live.line} clock={clock} /></span>
        </footer>
      </div>
      <aside aria-label={t('map.chosen')}>
        {place !== null && location !== null && floor.data !== undefined && (
          <Sheet label={t(place.kind === 'room' ? 'workspace.room' : 'workspace.desk', { name: place.name })} onClose={close} onCover={setCovered}>
            <WorkspaceCard
              key={place.id} place={{ ...place, bookable: floor.data.workspaces.find((one) => one.id === place.id)?.bookable === true }}
              live={live.known?.byId.get(place.id) ?? null} location={location} chosen={period} nowMs={nowMs} nearby={companyOf(place, all)}
              patch={live.patch} onSelect={open} heading={heading}
            />
          </Sheet>
        )}
        {places !== null && !asList && (
          <FreeList places={free} around={around} orderWord={orderWord} selectedId={search.select ?? null} onOpen={open} clock={clock} then={period !== null} />
        )}
        {asList && place === null && <div className="choose"><h2>{t('map.chooseTitle')}</h2><p className="soft">{t('map.chooseText')}</p></div>}
      </aside>
    </main>
  )
}

const noPlaces: readonly Place[] = []

/** A colleague close to a desk, whom I may see there. */
function companyOf(place: Place, all: readonly Place[]): { person: string; place: string } | null {
  if (place.kind !== 'desk') return null
  const seated = all.filter((one) => one.id !== place.id && one.kind === 'desk' && (one.state === 'in_use' || one.state === 'away') && one.personName)
  const near = seated.map((one) => ({ one, away: distanceTo(place, [one]) })).filter(({ away }) => away <= companyUnits).sort((a, b) => a.away - b.away)[0]
  return near?.one.personName ? { person: near.one.personName, place: near.one.name } : null
}
