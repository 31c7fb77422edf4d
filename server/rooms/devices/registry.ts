import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { RegisteredDevice } from './registered.ts'
import { readRegistry } from './store-registry.ts'
import type { LiveDecoder } from './store-registry.ts'

/** Devices by DevEUI and live decoders by model, of one organisation. */
export type Registry = {
  readonly devices: ReadonlyMap<string, RegisteredDevice>
  readonly decoders: ReadonlyMap<string, LiveDecoder>
  /** How often the organisation's devices had changed here when it was read. */
  readonly change: number
}

export type Registries = {
  of(organisation: OrganisationId): Promise<Registry>
  /** Something changed here; other instances see it within `mostAgeMs`. */
  forget(organisation: OrganisationId): void
  /** Nothing was changed here since it was read. */
  isCurrent(organisation: OrganisationId, registry: Registry): boolean
}

const mostAgeMs = 5_000
const mostOrganisations = 1_000

/** Network servers write `vs340` or `ers-co2` where the maker writes `VS340` and `ERS CO2`. */
export const modelKey = (model: string): string => model.toUpperCase().replace(/[\s_-]+/g, '')

/** Keeps what the ingest must know of an organisation in memory for some seconds, so that a batch of uplinks does not ask for it anew. */
export const createRegistries = (kernel: Kernel): Registries => {
  const kept = new Map<OrganisationId, { readonly sinceMs: number; readonly registry: Promise<Registry> }>()

  const changes = new Map<OrganisationId, number>()
  const changesOf = (organisation: OrganisationId): number => changes.get(organisation) ?? 0

  const read = (organisation: OrganisationId): Promise<Registry> => {
    const change = changesOf(organisation)
    return kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, async (tx) => {
      const { devices, decoders } = await readRegistry(tx)
      return {
        devices: new Map(devices.map((device) => [device.devEui, device])),
        decoders: new Map(decoders.map((decoder) => [modelKey(decoder.model), decoder])),
        change,
      }
    })
  }

  return {
    of: (organisation) => {
      const nowMs = performance.now()
      const found = kept.get(organisation)
      if (found !== undefined && nowMs - found.sinceMs < mostAgeMs) return found.registry
      const registry = read(organisation)
      kept.delete(organisation)
      kept.set(organisation, { sinceMs: nowMs, registry })
      registry.catch(() => kept.delete(organisation))
      const [oldest] = kept.keys()
      if (kept.size > mostOrganisations && oldest !== undefined) kept.delete(oldest)
      return registry
    },
    forget: (organisation) => {
      kept.delete(organisation)
      changes.set(organisation, changesOf(organisation) + 1)
    },
    isCurrent: (organisation, { change }) => change === changesOf(organisation),
  }
}
