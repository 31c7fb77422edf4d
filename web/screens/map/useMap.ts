import { useMemo } from 'react'
import { findAvailable } from '#contract/endpoints/floor.ts'
import { findPeople, listTeams } from '#contract/endpoints/people.ts'
import { getFloor, listLocations } from '#contract/endpoints/places.ts'
import type { FloorId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import type { Period } from '../book/day-parts.ts'
import { useNow } from '../workspace/useNow.ts'
import type { Spot } from './filters.ts'
import { closingAt, placesNow, placesThen } from './places.ts'
import { useLiveFloor } from './useLiveFloor.ts'

const zoneUnknown = 'Europe/Amsterdam'

/** All that the map and the list show of a floor, now or in a chosen period. */
export function useMap(floorId: FloorId, chosen: Period | null, near: string | null) {
  const { t, language } = useWords()
  const session = useSession()
  const locations = useCall(listLocations, {})
  const floor = useCall(getFloor, { params: { floorId } })
  const live = useLiveFloor(floorId)
  const nowMs = useNow(live.line.status === 'live' ? live.known?.at ?? null : null, 30_000)
  const location = locations.data?.locations.find((one) => one.floors.some((each) => each.id === floorId)) ?? null
  const timeZone = floor.data?.timeZone ?? location?.timeZone ?? zoneUnknown
  const clock = formats(language, timeZone)
  const today = clock.isoDay(nowMs)

  const inPeriod = useCall(findAvailable, {
    params: { floorId },
    query: { from: new Date(chosen?.fromMs ?? 0).toISOString(), to: new Date(chosen?.toMs ?? 0).toISOString() },
  }, { enabled: chosen !== null, keepLast: true, refetchInterval: 30_000 })

  const team = session.person.team
  const people = useCall(findPeople, { query: { teamId: team?.id, date: today } }, { enabled: team !== null })
  const teams = useCall(listTeams, {}, { enabled: floor.data?.zones.some((zone) => zone.teamId !== null) === true })

  const closesAt = useMemo(() => (location === null ? null : closingAt(location, nowMs)), [location, nowMs])

  const places = useMemo(() => {
    if (floor.data === undefined || floor.data.id !== floorId) return null
    if (chosen === null) return live.known === null && live.line.status === 'opening' ? null : placesNow(floor.data, live.known, closesAt)
    if (inPeriod.data === undefined) return null
    const range = clock.timeRange(chosen.fromMs, chosen.toMs)
    return placesThen(floor.data, inPeriod.data, (free) => t(free ? 'workspace.freeThen' : 'workspace.takenThen', { range }))
    // `clock` follows from language and zone.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [floor.data, floorId, live.known, live.line.status, closesAt, chosen, inPeriod.data, language, timeZone, t])

  const teamSpots = useMemo((): Spot[] => {
    if (floor.data === undefined) return []
    const seated = new Set<string>((people.data?.people ?? [])
      .filter((one) => one.id !== session.person.id && one.place?.floorId === floorId)
      .flatMap((one) => (one.place === null ? [] : [one.place.workspaceId])))
    const spots = floor.data.workspaces.filter((one) => seated.has(one.id)).map(({ x, y }) => ({ x, y }))
    if (spots.length > 0 || team === null) return spots
    return floor.data.workspaces.filter((one) => floor.data?.zones.some((zone) => zone.id === one.zoneId && zone.teamId === team.id)).map(({ x, y }) => ({ x, y }))
  }, [floor.data, people.data, floorId, session.person.id, team])
  const nearPlace = floor.data?.workspaces.find((one) => one.id === near) ?? null

  const zones = useMemo(() => (floor.data?.zones ?? []).flatMap((zone) => {
    if (zone.teamId === null) return []
    const name = teams.data?.teams.find((one) => one.id === zone.teamId)?.name
    return [{ id: zone.id, polygon: zone.polygon, label: name === undefined ? zone.name : t('map.teamZone', { zone: zone.name, team: name }) }]
  }), [floor.data, teams.data, t])

  return { locations, floor, live, location, places, inPeriod, teamSpots, nearPlace, zones, nowMs, timeZone, clock }
}
