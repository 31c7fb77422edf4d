import { createDevice, createSource, linkDevice } from '#contract/endpoints/devices.ts'
import { importLocation } from '#contract/endpoints/location-file.ts'
import { getFloor, listLocations } from '#contract/endpoints/places.ts'
import type { FloorId, LocationId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { ApiClient } from './client.ts'
import { demoLocations } from './places.ts'
import { TRACE_DEVICES } from './trace-places.ts'

export type SeededWorkspace = {
  readonly id: WorkspaceId
  readonly code: string
  readonly name: string
  readonly kind: 'desk' | 'room'
  readonly bookable: boolean
  readonly locationId: LocationId
}
export type SeededFloor = { readonly id: FloorId; readonly name: string; readonly workspaces: readonly SeededWorkspace[] }
export type SeededSource = {
  readonly organisationId: OrganisationId
  readonly kind: string
  readonly token?: string
  readonly username?: string
  readonly password?: string
}

/** Both locations, from the same files that anyone could import. */
export const seedLocations = async (manager: ApiClient): Promise<SeededFloor[]> => {
  for (const file of demoLocations()) await manager.call(importLocation, { query: {}, body: file })
  const { locations } = await manager.call(listLocations, {})
  const floors: SeededFloor[] = []
  for (const location of locations) {
    for (const { id } of location.floors) {
      const floor = await manager.call(getFloor, { params: { floorId: id } })
      floors.push({ id, name: floor.name, workspaces: floor.workspaces.map((each) => ({ ...each, locationId: location.id })) })
    }
  }
  return floors
}

const kindOf = (model: string, space: string): 'desk_sensor' | 'room_sensor' | 'people_counter' | 'climate' => {
  if (space.startsWith('D-')) return 'desk_sensor'
  if (['VS121', 'VS133', 'VS350'].includes(model)) return 'people_counter'
  return model === 'WS202' || model === 'MS10' ? 'room_sensor' : 'climate'
}

/** The sensors of the recorded day, each linked to where it hangs. */
export const seedDevices = async (manager: ApiClient, floors: readonly SeededFloor[]): Promise<void> => {
  const byCode = new Map(floors.flatMap((floor) => floor.workspaces).map((workspace) => [workspace.code, workspace.id]))
  for (const { devEui, model, space, workspaceCode } of TRACE_DEVICES) {
    const workspaceId = byCode.get(workspaceCode)
    if (workspaceId === undefined) throw new Error(`no workspace ${workspaceCode} for sensor ${devEui}`)
    const device = await manager.call(createDevice, { body: { devEui, model, kind: kindOf(model, space), name: space } })
    await manager.call(linkDevice, { params: { deviceId: device.id }, body: { workspaceId } })
  }
}

/** One source of each kind, with its secret for scripts. */
export const seedSources = async (organisationId: OrganisationId, manager: ApiClient): Promise<SeededSource[]> => {
  const sources: SeededSource[] = []
  for (const kind of ['the-things-stack', 'chirpstack', 'generic', 'mqtt'] as const) {
    const source = await manager.call(createSource, { body: { kind, name: `Demo ${kind}` } })
    sources.push({
      organisationId,
      kind,
      ...(source.token === null ? {} : { token: source.token }),
      ...(source.username === null ? {} : { username: source.username }),
      ...(source.password === null ? {} : { password: source.password }),
    })
  }
  return sources
}
