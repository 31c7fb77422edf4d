import type { FloorId, OrganisationId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import { bookNow, checkInAt } from '../bookings/index.ts'
import type { DeviceSpoke, DeviceState, ListeningDevice } from '../devices/index.ts'
import { organisationOf } from '../organisations/index.ts'
import { deviceState } from './device-state.ts'
import { bookableMinutes } from './door.ts'
import { paced } from './pace.ts'
import type { Pace, PaceTimes } from './pace.ts'
import { nameOpener } from './pictures.ts'
import { display, remembering } from './seen.ts'
import { readDisplays } from './store-times.ts'
import { floorTopic, peopleTopic } from './watch.ts'

/** Devices at desks and rooms that are connected here, and the way to them. Given by the ingest of room devices. */
export type Devices = {
  listeningDevices(): readonly ListeningDevice[]
  publishState(organisation: OrganisationId, deviceId: string, state: DeviceState): void
}

/** A display of ink redraws slowly: two looks a second are more than it can show. */
const deviceTimes: PaceTimes = { leastMs: 500, everyMs: 10_000 }

/** A press counts for the moment it was made. What came later than this may be meant for a booking that is over by now. */
const stalePressMinutes = 5
/** As long as a button on a room books it, at most. */
const pressBooksMinutes = 30

type Followed = { readonly pace: Pace; readonly told: Map<string, string> }

/**
 * Handler of the event `deviceSpoke`: does what is asked on a device, and keeps what connected devices show true from their hello on, floor by floor,
 * as long as one is connected. A floor without devices costs nothing.
 */
export const onDeviceSpoke = (kernel: Kernel, devices: Devices, times: PaceTimes = deviceTimes): OutboxHandler => {
  const floors = new Map<string, Followed>()
  const keyOf = ({ organisation, floorId }: ListeningDevice): string => `${organisation} ${floorId ?? ''}`
  const report = (error: unknown): void => kernel.log.warn({ err: error }, 'devices could not be told their state; it is tried again')

  /** Reads the workspaces of these devices and tells each what changed for it. */
  const tell = async (organisation: OrganisationId, here: readonly ListeningDevice[], told: Map<string, string>): Promise<void> => {
    const workspaces = [...new Set(here.map(({ workspaceId }) => workspaceId as WorkspaceId))]
    const [facts, { language }] = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'presence' }, (tx) =>
      Promise.all([readDisplays(tx, workspaces), organisationOf(tx)]),
    )
    const people = facts.flatMap(({ workspace }) => workspace.bookings.flatMap(({ person }): PersonId[] => (person === null ? [] : [person.id])))
    const keys = await kernel.keys.load(organisation, people)
    const states = new Map<string, { readonly state: DeviceState; readonly seen: readonly PersonId[] }>(
      facts.map((each) => {
        const { nameOf, seen } = remembering(nameOpener(keys))
        return [each.workspace.id, { state: deviceState(each, language, nameOf), seen }]
      }),
    )
    for (const { deviceId, workspaceId } of here) {
      const found = states.get(workspaceId)
      if (found === undefined) continue
      const { state, seen } = found
      const { at: _at, ...shown } = state
      const text = `${workspaceId} ${JSON.stringify(shown)}`
      if (told.get(deviceId) === text) continue
      await kernel.looks.note({ organisation, viewer: display(deviceId), purpose: 'presence', view: 'device', subjects: seen })
      told.set(deviceId, text)
      devices.publishState(organisation, deviceId, state)
    }
  }

  const follow = (key: string, organisation: OrganisationId, floorId: FloorId): Followed => {
    const told = new Map<string, string>()
    const look = async (): Promise<void> => {
      const here = devices.listeningDevices().filter((device) => keyOf(device) === key)
      if (here.length > 0) return await tell(organisation, here, told)
      end()
    }
    const pace = paced(look, times, report)
    const forget = [floorTopic(floorId), peopleTopic].map((topic) => kernel.live.subscribe(organisation, topic, pace.nudge))
    const end = (): void => {
      pace.end()
      for (const each of forget) each()
      floors.delete(key)
    }
    const followed = { told, pace: { nudge: pace.nudge, end } }
    floors.set(key, followed)
    return followed
  }

  /** It has just connected, or asks: it is told its state whether that changed or not. */
  const greet = (organisation: OrganisationId, deviceId: string): void => {
    for (const device of devices.listeningDevices()) {
      if (device.organisation !== organisation || device.deviceId !== deviceId || device.floorId === null) continue
      const key = keyOf(device)
      const { told, pace } = floors.get(key) ?? follow(key, organisation, device.floorId as FloorId)
      told.delete(deviceId)
      pace.nudge()
    }
  }

  const press = (organisation: OrganisationId, { deviceId, workspaceId, kind }: DeviceSpoke): Promise<void> =>
    kernel.inPurpose({ organisation, actor: { kind: 'device', id: deviceId }, purpose: 'booking' }, async (tx) => {
      const workspace = workspaceId as WorkspaceId
      if ((await checkInAt(tx, kernel.live, workspace, 'device')) !== null || kind !== 'button') return
      const [facts] = await readDisplays(tx, [workspace])
      // A desk is somebody's, and a button does not say whose: who sits down without a booking shows as in use by the sensor's word.
      if (facts === undefined || facts.kind !== 'room') return
      const longest = bookableMinutes(facts).findLast((minutes) => minutes <= pressBooksMinutes)
      if (longest !== undefined) await bookNow(tx, kernel.live, { workspaceId: workspace, minutes: longest, by: 'device' })
    })

  return async (organisation, payload) => {
    const spoke = payload as DeviceSpoke
    if (spoke.kind !== 'hello') {
      const ageMinutes = kernel.clock.now().since(Temporal.Instant.from(spoke.at)).total('minutes')
      if (ageMinutes <= stalePressMinutes) {
        await press(organisation, spoke).catch((error: unknown) => {
          // Lost a race for the room, or it may not be booked now: the state that follows says so.
          if (!(error instanceof Refusal)) throw error
        })
      }
    }
    greet(organisation, spoke.deviceId)
  }
}
