import { useMemo } from 'react'
import type { z } from 'zod'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { findAvailable } from '#contract/endpoints/floor.ts'
import { findPeople } from '#contract/endpoints/people.ts'
import { getFloor, type Workspace } from '#contract/endpoints/places.ts'
import type { FloorId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { useSession } from '../../shell/session.ts'
import type { BookingPlan } from './plan-of.ts'
import { rankFree, type Ranked } from './rank.ts'

export type FreePlace = Ranked<z.infer<typeof Workspace>> & { readonly zoneName: string | null }
export type FreePlaces = {
  readonly places: readonly FreePlace[]
  /** Why the location's rules allow nothing then, in a sentence of the service. */
  readonly closed: string | null
  /** A desk of mine in that time: another one would replace it. */
  readonly clash: Booking | null
  readonly loading: boolean
  readonly error: Error | null
  readonly retry: () => void
}

const isAlive = ({ status }: Booking) => status === 'booked' || status === 'checked_in'

/** What is free on the floor for the period, best first: where I sat before, then near my team. */
export function useFreePlaces(plan: BookingPlan | null, bookings: readonly Booking[], change: Booking | null): FreePlaces {
  const { person } = useSession()
  const period = plan?.period ?? null
  const floorId = (plan?.floorId ?? '') as FloorId
  const [from, to] = [period, period].map((one, index) => (one === null ? '' : new Date(index === 0 ? one.fromMs : one.toMs).toISOString())) as [string, string]
  const asks = plan !== null && period !== null
  const floor = useCall(getFloor, { params: { floorId } }, { enabled: plan !== null, staleTime: 300_000 })
  const available = useCall(findAvailable, { params: { floorId }, query: { from, to } }, { enabled: asks, keepLast: true })
  const team = person.team?.id
  const people = useCall(
    findPeople, { query: { date: plan?.day ?? '', ...(team === undefined ? {} : { teamId: team }) } },
    { enabled: plan !== null && team !== undefined, staleTime: 60_000 },
  )
  const kind = plan?.kind ?? 'desk'
  // Who sits where decides what stands first. To show an order before that is known would move the place under the finger.
  const ordering = plan !== null && team !== undefined && people.isPending

  const places = useMemo(() => {
    const workspaces = floor.data?.workspaces
    if (ordering || workspaces === undefined || available.data === undefined || available.isPlaceholderData && floor.data?.id !== floorId) return []
    const free = new Set(available.data.workspaces.filter((one) => one.available).map(({ id }) => id))
    const earlier = new Map<string, number>()
    for (const { workspaceId, status } of bookings) {
      if (status !== 'cancelled') earlier.set(workspaceId, (earlier.get(workspaceId) ?? 0) + 1)
    }
    const zones = new Map(floor.data?.zones.map(({ id, name }) => [id, name]))
    const mine = change?.workspaceId
    const candidates = workspaces.filter((one) => one.kind === kind && (free.has(one.id) || one.id === mine))
    const seated = kind === 'room' ? [] : people.data?.people.flatMap(({ name, place }) => (place === null ? [] : [{ workspaceId: place.workspaceId, name }])) ?? []
    return rankFree(candidates, workspaces, earlier, seated)
      .map((one) => ({ ...one, zoneName: one.zoneId === null ? null : zones.get(one.zoneId) ?? null }))
  }, [floor.data, floorId, available.data, available.isPlaceholderData, people.data, ordering, bookings, change, kind])

  const clash = period === null || kind === 'room' ? null : bookings.find((one) =>
    isAlive(one) && one.kind === 'desk' && one.id !== change?.id && Date.parse(one.from) < period.toMs && Date.parse(one.to) > period.fromMs) ?? null
  return {
    places,
    closed: available.data?.closed?.detail ?? null,
    clash,
    loading: asks && (floor.isPending || available.isPending || ordering),
    error: floor.error ?? available.error,
    retry: () => {
      void floor.refetch()
      void available.refetch()
    },
  }
}
