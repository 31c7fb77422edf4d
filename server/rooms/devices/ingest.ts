import type { OrganisationId } from '#contract/ids.ts'
import type { Taken } from '#contract/endpoints/uplinks.ts'
import { Refusal } from '#kernel/errors.ts'
import type { SourcePrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { MqttAddress } from '#kernel/mqtt/index.ts'
import { createBatcher } from './batcher.ts'
import type { RawUplink } from './decode.ts'
import type { DeviceState, ListeningDevice } from './displays.ts'
import { createFlush } from './flush.ts'
import type { Arrival, Outcome, RecordReadings } from './flush.ts'
import { createDeviceBroker } from './mqtt.ts'
import type { DeviceBroker } from './mqtt.ts'
import { createRegistries } from './registry.ts'
import { createDecoderSandbox } from './sandbox/index.ts'
import type { DecoderSandbox } from './sandbox/index.ts'
import { sourceBookOf } from './source-book.ts'
import type { RefusalReason } from './store-ingest.ts'

/** The way in for everything devices say. */
export type Ingest = {
  /**
   * Takes uplinks of one source in; settles after commit: what was acknowledged is kept.
   * @throws Refusal agreement_not_in_force; Refusal not_ready when too much waits already; the database's error when nothing was kept: the sender tries again
   */
  take(source: SourcePrincipal, uplinks: readonly RawUplink[]): Promise<Taken>
  /** Counts uplinks that are refused unread; settles after commit. */
  refuse(source: SourcePrincipal, reason: RefusalReason, uplinks?: number): Promise<void>
  /** Starts MQTT, over TLS at a second address when there is one. @returns the port of the first; @throws the socket's error */
  listen(at: MqttAddress, secured?: MqttAddress): Promise<number>
  /** MQTT listens. */
  readonly listening: boolean
  /** Shows a state on a device, if it listens here (or a gateway for it). It keeps nothing: a device that comes back asks again by subscribing. */
  publishState(organisation: OrganisationId, deviceId: string, state: DeviceState): void
  /** Devices that have asked for their state on this instance: publish it again when it changes. */
  listeningDevices(): readonly ListeningDevice[]
  /** Devices, links or decoders of the organisation were changed here. */
  devicesChanged(organisation: OrganisationId): void
  readonly sandbox: () => DecoderSandbox
  /** Ends connections, takes nothing more, and settles when all that was taken is committed. */
  close(): Promise<void>
}

const mostAtOnce = 3
const mostPerFlush = 1_000
const mostWaiting = 4_000
/** An uplink that waits takes about a kilobyte: some 60 MB when all is full. */
const mostHeld = 4_000
const mostInTotal = 60_000

export const createIngest = (kernel: Kernel, recordReadings: RecordReadings): Ingest => {
  const registries = createRegistries(kernel)
  const sources = sourceBookOf(kernel)
  let sandbox: DecoderSandbox | undefined
  const openSandbox = (): DecoderSandbox => (sandbox ??= createDecoderSandbox())
  const batcher = createBatcher<Arrival, Outcome>({
    flush: createFlush(kernel, registries, openSandbox, recordReadings),
    mostAtOnce,
    mostPerFlush,
    mostWaiting,
    mostHeld,
    mostInTotal,
  })
  let broker: DeviceBroker | undefined

  const take = async (source: SourcePrincipal, uplinks: readonly RawUplink[]): Promise<Taken> => {
    const outcomes = await batcher.add(
      source.organisation,
      uplinks.map((uplink) => ({ source: source.source, uplink })),
    )
    return tallied(outcomes)
  }
  const refuse = (source: SourcePrincipal, reason: RefusalReason, uplinks = 1): Promise<void> =>
    sources.refuse(source.organisation, { source: source.source, reason, uplinks })

  return {
    take,
    refuse,
    listen: async (at, secured) => {
      const opened = await createDeviceBroker(
        kernel,
        {
          // Refused by an agreement that has just ended: counted, and acknowledged like everything that is refused. What there is no room for is not.
          take: (source, uplinks) =>
            take(source, uplinks).catch((error: unknown) => {
              if (!(error instanceof Refusal) || error.code === 'not_ready') throw error
            }),
          refuse,
        },
        registries,
        sources,
      )
      try {
        const port = await opened.listen(at)
        if (secured !== undefined) await opened.listen(secured)
        broker = opened
        return port
      } catch (error) {
        await opened.close()
        throw error
      }
    },
    get listening() {
      return broker !== undefined
    },
    publishState: (organisation, deviceId, state) => broker?.publishState(organisation, deviceId, state),
    listeningDevices: () => broker?.listeningDevices() ?? [],
    devicesChanged: (organisation) => {
      registries.forget(organisation)
      broker?.followLinks(organisation).catch((error: unknown) => kernel.log.warn({ err: error }, 'devices that listen could not be followed'))
    },
    sandbox: openSandbox,
    close: async () => {
      const open = broker
      broker = undefined
      await open?.close()
      await batcher.close()
      await sources.settled()
      await sandbox?.close()
    },
  }
}

const tallied = (outcomes: readonly Outcome[]): Taken => {
  const taken = { accepted: 0, duplicates: 0, ignored: 0, unknown: 0 }
  for (const outcome of outcomes) {
    if (outcome === 'accepted') taken.accepted += 1
    else if (outcome === 'duplicate') taken.duplicates += 1
    else if (outcome === 'unknown') taken.unknown += 1
    else if (outcome === 'agreement_not_in_force') throw new Refusal('agreement_not_in_force')
    else taken.ignored += 1
  }
  return taken
}
