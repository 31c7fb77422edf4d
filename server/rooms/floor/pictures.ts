import type { FloorId, OrganisationId, PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { PersonKeys } from '#kernel/keys/index.ts'
import { readFloor as readFloorPlan } from '../places/index.ts'
import type { PersonFact } from './facts.ts'
import { pictureOf } from './picture.ts'
import type { FloorPicture, NameOf } from './picture.ts'
import { createSharedRead } from '#kernel/shared-read.ts'
import { readFloor } from './store.ts'

/** Opens names with these people's keys; null when a key is gone. */
export const nameOpener =
  (keys: PersonKeys): NameOf =>
  ({ id, nameSealed }: PersonFact) =>
    keys.open(id, 'name', Buffer.from(nameSealed, 'hex'))

/** Takes pictures of floors: one statement each, shared by everybody who asks for the same floor at the same time. */
export type Pictures = {
  /** @throws Refusal not_found */
  take(organisation: OrganisationId, floor: FloorId): Promise<FloorPicture>
}

export const createPictures = (kernel: Kernel): Pictures => {
  const shared = createSharedRead(async (key): Promise<FloorPicture> => {
    const [organisation, floorId] = key.split(' ') as [OrganisationId, FloorId]
    const facts = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'presence' }, async (tx) => {
      const read = await readFloor(tx, floorId)
      // A floor without workspaces, or none at all: the room places knows, and refuses.
      if (read.workspaces.length === 0) await readFloorPlan(tx, floorId)
      return read
    })
    const people = new Set<PersonId>()
    for (const { bookings } of facts.workspaces) for (const { person } of bookings) if (person !== null) people.add(person.id)
    return pictureOf(facts, nameOpener(await kernel.keys.load(organisation, [...people])))
  })
  return { take: (organisation, floor) => shared(`${organisation} ${floor}`) }
}
