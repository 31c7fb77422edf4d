import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { House } from '../house.ts'
import { recordBookings } from '../rooms/bookings/index.ts'
import { addSource } from '../rooms/devices/index.ts'
import { planBookings } from './bookings-plan.ts'
import type { DemoFile } from './demo-file.ts'
import { library, waterBoard } from './people.ts'
import type { DemoOrganisation } from './people.ts'
import { seedDevices, seedLocations, seedSources } from './seed-building.ts'
import type { SeededFloor } from './seed-building.ts'
import { seedOrganisation } from './seed-people.ts'
import { OFTEN_USED_DESKS, TRACE_DEVICES } from './trace-places.ts'

export const demoTimeZone = 'Europe/Amsterdam'

/** Furnishes an empty instance through its own API, as two customers would, and tells what scripts need to know. */
export const furnishDemo = async (house: House, addresses: { url: string; mqtt: string }): Promise<DemoFile> => {
  const board = await seedOrganisation(house.http, waterBoard)
  const floors = await seedLocations(board.manager)
  await seedDevices(board.manager, floors)
  const sources = await seedSources(board.id, board.manager)
  await seedBookings(house, board.id, floors, board.personIds)
  const other = await seedOrganisation(house.http, library)
  const { token } = await house.kernel.inPurpose(
    { organisation: other.id, actor: { kind: 'system' }, purpose: 'administration' },
    (tx) => addSource(tx, { kind: 'generic', name: 'Demo generic' }),
  )
  return {
    ...addresses,
    organisations: [
      { id: board.id, name: waterBoard.name, agreement: true },
      { id: other.id, name: library.name, agreement: false },
    ],
    accounts: [...accountsOf(waterBoard, board.id), ...accountsOf(library, other.id)],
    sources: [...sources, { organisationId: other.id, kind: 'generic', ...(token === null ? {} : { token }) }],
    floors: floors.map((floor) => ({
      organisationId: board.id,
      id: floor.id,
      name: floor.name,
      workspaces: floor.workspaces.map(({ id, name, kind, code }) => ({
        id,
        name,
        kind,
        devices: TRACE_DEVICES.filter((device) => device.workspaceCode === code).map(({ devEui, model, fPort }) => ({ devEui, model, fPort })),
      })),
    })),
    freeSlot: null,
  }
}

const accountsOf = (organisation: DemoOrganisation, organisationId: OrganisationId): DemoFile['accounts'] =>
  organisation.people.map(({ role, email, password, pastFirstUse }) => ({ organisationId, role, email, password, pastFirstUse }))

const seedBookings = async (
  house: House,
  organisation: OrganisationId,
  floors: readonly SeededFloor[],
  personIds: ReadonlyMap<string, PersonId>,
): Promise<void> => {
  const workspaces = floors.flatMap((floor) => floor.workspaces)
  const byCode = new Map(workspaces.map((workspace) => [workspace.code, workspace]))
  const planned = planBookings({
    now: house.kernel.clock.now(),
    timeZone: demoTimeZone,
    seed: 20_261_122,
    workspaces: workspaces.map((each) => ({ ...each, type: 'standard' })),
    people: waterBoard.people,
    preferredDesks: OFTEN_USED_DESKS,
  })
  const bookings = planned.flatMap((booking) => {
    const workspace = byCode.get(booking.workspaceCode)
    const personId = personIds.get(booking.email)
    return workspace === undefined || personId === undefined
      ? []
      : [{ ...booking, workspaceId: workspace.id, kind: workspace.kind, personId }]
  })
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, (tx) => recordBookings(tx, bookings))
}
