import { createDevice, createSource, linkDevice } from '#contract/endpoints/devices.ts'
import { uplinkGeneric } from '#contract/endpoints/uplinks.ts'
import type { Taken } from '#contract/endpoints/uplinks.ts'
import type { DeviceId, FloorId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { authenticateDoor, authenticateSource, countRefusedSource, createIngest, linksChanged, routes } from '../server/rooms/devices/index.ts'
import type { Ingest } from '../server/rooms/devices/index.ts'
import { onLinksChanged, recordReadings } from '../server/rooms/occupancy/index.ts'
import { openTestHouse } from './house.ts'
import type { Answer, TestHouse } from './house.ts'

/** A house with the way in for uplinks, and the means to furnish organisations with devices through the API. */
export type TestBuilding = TestHouse & {
  readonly ingest: Ingest
  /** One more on the same house, as after a restart. */
  readonly anotherIngest: () => Ingest
  readonly furnish: (options?: { desks?: number; rooms?: number }) => Promise<Furnished>
}

export type Source = { readonly id: string; readonly token: string; readonly username: string; readonly password: string }

export type Furnished = {
  readonly organisation: OrganisationId
  readonly manager: PersonPrincipal
  readonly floorId: FloorId
  readonly desks: readonly WorkspaceId[]
  readonly rooms: readonly WorkspaceId[]
  readonly source: (kind: 'the-things-stack' | 'chirpstack' | 'generic' | 'mqtt', name?: string) => Promise<Source>
  /** Adds a device and links it to a workspace from `from` on (now, when left out). */
  readonly device: (device: {
    readonly devEui: string
    readonly model: string
    readonly kind: string
    readonly workspace?: WorkspaceId
    readonly from?: string
  }) => Promise<DeviceId>
  /** Sends messages to the plain webhook. */
  readonly send: (source: Source, messages: object | readonly object[]) => Promise<Answer & { readonly taken: Taken }>
}

export const openTestBuilding = async (options: { readonly now?: string } = {}): Promise<TestBuilding> => {
  let made: Ingest | undefined
  const house = await openTestHouse({
    ...options,
    routes: (kernel) => {
      made = createIngest(kernel, recordReadings(kernel))
      kernel.outbox.on(linksChanged, onLinksChanged(kernel))
      return routes(kernel, made)
    },
    authenticate: (kernel) => ({
      source: authenticateSource(kernel),
      refusedSource: countRefusedSource(kernel),
      door: authenticateDoor(kernel),
    }),
  })
  if (made === undefined) throw new Error('the routes were not asked for')
  const ingest = made

  const furnish: TestBuilding['furnish'] = async ({ desks = 4, rooms = 1 } = {}) => {
    const organisation = await house.seed.organisation()
    const manager = await house.seed.person(organisation, { roles: ['location_manager'] })
    const floor = await house.seed.floor(organisation, await house.seed.location(organisation), { desks, rooms })
    const must = async (asked: Promise<Answer>): Promise<Answer['body']> => {
      const { status, body, text } = await asked
      if (status >= 300) throw new Error(`answered ${status}: ${text}`)
      return body
    }
    return {
      organisation,
      manager,
      ...floor,
      source: async (kind, name = kind) => {
        const body = await must(house.call(createSource, { as: manager, body: { kind, name } }))
        return { id: String(body['id']), token: String(body['token']), username: String(body['username']), password: String(body['password']) }
      },
      device: async ({ devEui, model, kind, workspace, from }) => {
        const { id } = await must(house.call(createDevice, { as: manager, body: { devEui, model, kind } }))
        const deviceId = String(id) as DeviceId
        if (workspace !== undefined) {
          const body = { workspaceId: workspace, ...(from === undefined ? {} : { from }) }
          await must(house.call(linkDevice, { as: manager, params: { deviceId }, body }))
        }
        return deviceId
      },
      send: async (source, messages) => {
        const answer = await house.call(uplinkGeneric, { bearer: source.token, body: messages })
        return { ...answer, taken: answer.body as unknown as Taken }
      },
    }
  }

  return {
    ...house,
    ingest,
    anotherIngest: () => createIngest(house.kernel, recordReadings(house.kernel)),
    furnish,
    close: async () => {
      await ingest.close()
      await house.close()
    },
  }
}
