import * as endpoints from '#contract/endpoints/places.ts'
import type { OpeningHours } from '#contract/endpoints/places.ts'
import type { FloorId, LocationId, WorkspaceId, ZoneId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { found } from './conflicts.ts'
import { newQrCode } from './location-file.ts'
import { isTimeZone, openingHourFaults } from './opening-hours.ts'
import { keepPlan } from './plan.ts'
import type { KeptPlan, Plan } from './plan.ts'
import { qrCodeSvg } from './qr-code.ts'
import { fileRoutes } from './routes-file.ts'
import * as floors from './store-floors.ts'
import * as locations from './store-locations.ts'

type Language = 'nl' | 'en'

const weekdayName = (weekday: string, language: Language): string => {
  const monday = Temporal.PlainDate.from('2026-11-23')
  return monday.add({ days: endpoints.weekdays.findIndex((name) => name === weekday) }).toLocaleString(language, { weekday: 'long' })
}

/** @throws Refusal time_zone_unknown, opening_hours_invalid */
const checkLocation = (fields: { timeZone?: string | undefined; openingHours?: OpeningHours | undefined }, language: Language): void => {
  const { timeZone, openingHours } = fields
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw new Refusal('time_zone_unknown', { timeZone })
  const [fault] = openingHours === undefined ? [] : openingHourFaults(openingHours)
  if (fault !== undefined) throw new Refusal('opening_hours_invalid', { weekday: weekdayName(fault.weekday, language) })
}

/** @throws Refusal plan_invalid */
const checkedPlan = (plan: Plan | null, language: Language): KeptPlan | null => {
  if (plan === null) return null
  const kept = keepPlan(plan)
  if ('fault' in kept) throw new Refusal('plan_invalid', { reason: kept.fault[language] })
  return kept
}

/** Only what was given: `undefined` is left out, so that it cannot overwrite anything. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

const fact = (tx: Tx, action: string, kind: 'location' | 'floor' | 'zone' | 'workspace', id: string) =>
  trail.record(tx, { action: `places.${action}`, subject: { kind, id } })

export const routes = (kernel: Kernel): Route[] => {
  /** Open maps of these floors look again. */
  const lookAgain = (tx: Tx, ids: readonly FloorId[]) =>
    tx.afterCommit(() => {
      for (const id of ids) kernel.live.changed(tx.organisation, `floor:${id}`)
    })

  return [
    route(endpoints.listLocations, async ({ tx }) => ({ locations: await locations.readLocations(tx) })),
    route(endpoints.getLocation, ({ tx, params }) => locations.readLocation(tx, params.locationId)),
    route(endpoints.createLocation, async ({ tx, body, language }) => {
      checkLocation(body, language)
      const id = crypto.randomUUID() as LocationId
      await locations.insertLocation(tx, id, body)
      await fact(tx, 'location_created', 'location', id)
      return await locations.readLocation(tx, id)
    }),
    route(endpoints.updateLocation, async ({ tx, params, body, language }) => {
      checkLocation(body, language)
      await locations.updateLocation(tx, params.locationId, given(body))
      await fact(tx, 'location_changed', 'location', params.locationId)
      const location = await locations.readLocation(tx, params.locationId)
      lookAgain(tx, location.floors.map((floor) => floor.id))
      return location
    }),
    route(endpoints.deleteLocation, async ({ tx, params }) => {
      await access.removeGrantsAt(kernel, tx, params.locationId)
      await locations.deleteLocation(tx, params.locationId)
      await fact(tx, 'location_removed', 'location', params.locationId)
    }),

    route(endpoints.getFloor, ({ tx, params }) => floors.readFloor(tx, params.floorId)),
    route(endpoints.createFloor, async ({ tx, params, body, language }) => {
      const id = crypto.randomUUID() as FloorId
      await floors.insertFloor(tx, params.locationId, id, { ...body, plan: checkedPlan(body.plan, language) })
      await fact(tx, 'floor_created', 'floor', id)
      return await floors.readFloor(tx, id)
    }),
    route(endpoints.updateFloor, async ({ tx, params, body, language }) => {
      const { plan, ...fields } = body
      await floors.updateFloor(tx, params.floorId, {
        ...given(fields),
        ...(plan === undefined ? {} : { plan: checkedPlan(plan, language) }),
      })
      const floor = await floors.readFloor(tx, params.floorId)
      await fact(tx, 'floor_changed', 'floor', params.floorId)
      lookAgain(tx, [params.floorId])
      return floor
    }),
    route(endpoints.deleteFloor, async ({ tx, params }) => {
      await floors.deleteFloor(tx, params.floorId)
      await fact(tx, 'floor_removed', 'floor', params.floorId)
    }),

    route(endpoints.createZone, async ({ tx, params, body }) => {
      const id = crypto.randomUUID() as ZoneId
      await floors.insertZone(tx, params.floorId, id, body)
      await fact(tx, 'zone_created', 'zone', id)
      return { id, floorId: params.floorId, ...body }
    }),
    route(endpoints.updateZone, async ({ tx, params, body }) => {
      const zone = await floors.updateZone(tx, params.zoneId, given(body))
      await fact(tx, 'zone_changed', 'zone', zone.id)
      lookAgain(tx, [zone.floorId])
      return zone
    }),
    route(endpoints.deleteZone, async ({ tx, params }) => {
      const floorId = await floors.deleteZone(tx, params.zoneId)
      await fact(tx, 'zone_removed', 'zone', params.zoneId)
      lookAgain(tx, [floorId])
    }),

    route(endpoints.createWorkspaces, async ({ tx, params, body }) => {
      const made = body.workspaces.map((workspace) => ({ ...workspace, id: crypto.randomUUID() as WorkspaceId, qrCode: newQrCode() }))
      await floors.insertWorkspaces(tx, params.floorId, made)
      await trail.record(
        tx,
        made.map(({ id }) => ({ action: 'places.workspace_created', subject: { kind: 'workspace', id } })),
      )
      lookAgain(tx, [params.floorId])
      return { workspaces: made.map(({ qrCode: _, ...workspace }) => ({ ...workspace, floorId: params.floorId })) }
    }),
    route(endpoints.getWorkspace, async ({ tx, params }) => found((await floors.readWorkspaces(tx, [params.workspaceId]))[0])),
    route(endpoints.findWorkspaceByQrCode, ({ tx, params }) => floors.readWorkspaceByQrCode(tx, params.qrCode)),
    route(endpoints.getWorkspaceQrCode, async ({ tx, params }) =>
      qrCodeSvg(kernel.publicUrl, await floors.readQrCode(tx, params.workspaceId)),
    ),
    route(endpoints.updateWorkspace, async ({ tx, params, body }) => {
      const workspace = await floors.updateWorkspace(tx, params.workspaceId, given(body))
      await fact(tx, 'workspace_changed', 'workspace', workspace.id)
      lookAgain(tx, [workspace.floorId])
      return workspace
    }),
    route(endpoints.deleteWorkspace, async ({ tx, params }) => {
      const floorId = await floors.deleteWorkspace(tx, params.workspaceId)
      await fact(tx, 'workspace_removed', 'workspace', params.workspaceId)
      lookAgain(tx, [floorId])
    }),

    ...fileRoutes(),
  ]
}
