import {
  createDevice,
  deleteDevice,
  endDeviceLink,
  getDevice,
  linkDevice,
  listDevices,
} from '#contract/endpoints/devices.ts'
import type { Device } from '#contract/endpoints/devices.ts'
import type { DeviceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { ClientPrincipal, PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { z } from 'zod'
import { record } from '../trail/index.ts'
import { builtInDecoder } from './decoders/index.ts'
import { linksChanged } from './displays.ts'
import type { LinksChanged } from './displays.ts'
import type { Ingest } from './ingest.ts'
import { modelKey } from './registry.ts'
import { hasLiveDecoder } from './store-decoders.ts'
import { addDevice, addLink, endLinks, readDevices, retireDevice } from './store-devices.ts'
import type { DeviceRow } from './store-devices.ts'

type DeviceView = z.output<typeof Device>

const healthOf = (row: DeviceRow, now: Temporal.Instant): DeviceView['health'] => {
  if (row.last_seen_at === null || row.silent_after === null) return 'never_seen'
  if (Temporal.Instant.compare(now, row.silent_after) > 0) return 'silent'
  if (row.stuck === true) return 'stuck'
  return row.battery_low === true ? 'battery_low' : 'ok'
}

const viewOf = (row: DeviceRow, now: Temporal.Instant): DeviceView => ({
  id: row.id as DeviceId,
  devEui: row.dev_eui,
  model: row.model,
  kind: row.kind as DeviceView['kind'],
  name: row.name,
  links: row.links.map((link) => ({ ...link }) as DeviceView['links'][number]),
  lastSeenAt: row.last_seen_at?.toString() ?? null,
  batteryPct: row.battery_pct === null ? null : Math.round(row.battery_pct),
  health: healthOf(row, now),
})

/** Whoever manages devices at some locations sees those that stand there, and those that stand nowhere yet; an approved program sees all. */
const reaches = (caller: PersonPrincipal | ClientPrincipal, { locations }: DeviceRow): boolean =>
  caller.kind === 'client' ||
  caller.permissions.has('manage_devices') ||
  locations.every((location) => caller.locally.get('manage_devices')?.has(location) === true)

/** @throws Refusal not_found, also for a device that the caller does not reach */
const readDevice = async (tx: Tx, caller: PersonPrincipal | ClientPrincipal, id: string): Promise<DeviceView> => {
  const [row] = await readDevices(tx, id)
  if (row === undefined || !reaches(caller, row)) throw new Refusal('not_found')
  return viewOf(row, tx.now)
}

/** Devices of our own protocol and senders of values that are decoded already need no decoder. */
const needsNoDecoder = (kind: string, model: string): boolean =>
  kind === 'desk_device' || kind === 'room_device' || modelKey(model) === 'GENERIC'

const isForeignKey = (error: unknown): boolean => (error as { code?: string }).code === '23503'

export const deviceRoutes = (kernel: Kernel, ingest: Ingest): Route[] => {
  /** The ingest and what was recorded follow: now and from that moment on. */
  const follow = async (tx: Tx, deviceId: string, from: Temporal.Instant): Promise<void> => {
    const payload: LinksChanged = { deviceId, fromMs: from.epochMilliseconds }
    tx.afterCommit(() => ingest.devicesChanged(tx.organisation))
    await kernel.outbox.emit(tx, [{ kind: linksChanged, payload }])
  }

  return [
    route(listDevices, async ({ tx, principal }) => ({
      devices: (await readDevices(tx)).filter((row) => reaches(principal, row)).map((row) => viewOf(row, tx.now)),
    })),

    route(getDevice, ({ tx, principal, params }) => readDevice(tx, principal, params.deviceId)),

    route(createDevice, async ({ tx, principal, body }) => {
      const known = builtInDecoder(body.model) !== undefined || needsNoDecoder(body.kind, body.model) || (await hasLiveDecoder(tx, body.model))
      if (!known) throw new Refusal('model_unknown', { model: body.model })
      const id = crypto.randomUUID()
      if (!(await addDevice(tx, { id, ...body }))) throw new Refusal('device_exists')
      await record(tx, { action: 'devices.added', subject: { kind: 'device', id }, detail: { kind: body.kind } })
      tx.afterCommit(() => ingest.devicesChanged(tx.organisation))
      return readDevice(tx, principal, id)
    }),

    route(deleteDevice, async ({ tx, params }) => {
      if (!(await retireDevice(tx, params.deviceId))) throw new Refusal('not_found')
      await record(tx, { action: 'devices.retired', subject: { kind: 'device', id: params.deviceId } })
      await follow(tx, params.deviceId, tx.now)
    }),

    route(linkDevice, async ({ tx, principal, params, body }) => {
      const { deviceId } = params
      await readDevice(tx, principal, deviceId)
      const from = body.from === undefined ? tx.now : Temporal.Instant.from(body.from)
      if (Temporal.Instant.compare(from, tx.now) > 0) {
        throw new Refusal('invalid_input', {}, { errors: [{ pointer: '/from', detail: 'must not lie in the future' }] })
      }
      const region = body.region ?? 0
      const { workspaceId, zoneId } = body
      await endLinks(tx, deviceId, { at: from, region })
      const id = crypto.randomUUID()
      try {
        if (!(await addLink(tx, { id, deviceId, region, workspaceId, zoneId, from }))) throw new Refusal('link_overlaps')
      } catch (error) {
        // Another organisation's place and one that does not exist are the same.
        if (isForeignKey(error)) throw new Refusal('not_found')
        throw error
      }
      await record(tx, { action: 'devices.linked', subject: { kind: 'device', id: deviceId }, detail: { region, workspaceId, zoneId } })
      await follow(tx, deviceId, from)
      return readDevice(tx, principal, deviceId)
    }),

    route(endDeviceLink, async ({ tx, params }) => {
      const { deviceId, linkId } = params
      if ((await endLinks(tx, deviceId, { at: tx.now, link: linkId })) === 0) throw new Refusal('not_found')
      await record(tx, { action: 'devices.unlinked', subject: { kind: 'device', id: deviceId } })
      await follow(tx, deviceId, tx.now)
    }),
  ]
}
