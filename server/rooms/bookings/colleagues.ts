import type { Colleague } from '#contract/endpoints/people.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { VisiblePeople } from '../people/index.ts'
import { isBefore } from './shapes.ts'
import { readPlaces } from './store-colleagues.ts'

/** Colleagues with where they sit on a day. Since when somebody sits there is never told, only when a booking to come begins. */
export const withPlaces = async (tx: Tx, people: VisiblePeople['people'], date: string | null): Promise<Colleague[]> => {
  const places = await readPlaces(
    tx,
    people.map(({ id }) => id),
    date,
  )
  return people.map(({ id, name, team }) => {
    const place = places.get(id)
    return {
      id,
      name,
      team,
      place:
        place === undefined
          ? null
          : {
              workspaceId: place.workspace_id,
              workspaceName: place.workspace_name,
              zoneName: place.zone_name,
              floorId: place.floor_id,
              floorName: place.floor_name,
              locationName: place.location_name,
              from: isBefore(tx.now, place.from_at) ? place.from_at.toString({ timeZone: place.time_zone }) : null,
            },
    }
  })
}
