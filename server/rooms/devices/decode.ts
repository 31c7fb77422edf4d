import type { OrganisationId } from '#contract/ids.ts'
import type { Aside } from './batcher.ts'
import { builtInDecoder } from './decoders/index.ts'
import type { DeviceWord } from './device-protocol.ts'
import type { Reading, Uplink } from './envelopes/index.ts'
import type { Measurement } from './measurement.ts'
import type { RegisteredDevice } from './registered.ts'
import { modelKey } from './registry.ts'
import type { Registry } from './registry.ts'
import { decodedFrom } from './sandbox/index.ts'
import type { DecoderSandbox } from './sandbox/index.ts'
import type { LiveDecoder } from './store-registry.ts'

/** What a source hands over: a frame to decode, values that are decoded already, or a message of our own devices. */
export type RawUplink = Uplink | Reading | DeviceWord

/** An uplink of a known device, read. Null: the device spoke, but said nothing measurable. */
export type Read = { readonly measurement: Measurement | null } | { readonly refused: 'no_decoder' | 'decoder_failed' }

type Pending = { readonly index: number; readonly uplink: Uplink }

/**
 * Decodes a batch of one organisation: built-in models here, other models by their makers' decoders in the sandbox, all frames of one decoder together.
 * A decoder that was brought in and made live goes before the built-in one: a manager chose it.
 * @param aside where the sandbox is waited for: a maker's decoder may take seconds
 * @returns one answer per uplink, in their order; null where the device is not known
 */
export const decodeBatch = async (
  organisation: OrganisationId,
  uplinks: readonly RawUplink[],
  registry: Registry,
  sandbox: () => DecoderSandbox,
  aside: Aside,
): Promise<(Read | null)[]> => {
  const answers: (Read | null)[] = []
  const waiting = new Map<LiveDecoder, Pending[]>()
  for (const [index, uplink] of uplinks.entries()) {
    const device = registry.devices.get(uplink.devEui)
    if (device === undefined) answers.push(null)
    else if (uplink.kind !== 'uplink') answers.push({ measurement: uplink.measurement })
    else answers.push(decodeHere(uplink, device, registry, waiting, index))
  }
  if (waiting.size === 0) return answers
  const decodeAside = async ([decoder, pending]: [LiveDecoder, Pending[]]): Promise<void> => {
    const results = await sandbox().decode({
      organisationId: organisation,
      decoderId: decoder.id,
      version: decoder.version,
      source: decoder.source,
      frames: pending.map(({ uplink }) => ({ bytes: uplink.bytes, fPort: uplink.fPort, recvTime: uplink.receivedAt })),
    })
    for (const [at, { index }] of pending.entries()) {
      const result = results[at]
      const decoded = result === undefined ? { error: 'no answer' } : decodedFrom(result)
      answers[index] = 'error' in decoded ? { refused: 'decoder_failed' } : { measurement: decoded.measurement }
    }
  }
  await aside(() => Promise.all([...waiting].map(decodeAside)))
  return answers
}

const silent: Read = { measurement: null }

const decodeHere = (
  uplink: Uplink,
  device: RegisteredDevice,
  registry: Registry,
  waiting: Map<LiveDecoder, Pending[]>,
  index: number,
): Read => {
  // MAC commands only, or an empty frame: a sign of life
  if (uplink.bytes.length === 0 || uplink.fPort === 0) return silent
  const live = registry.decoders.size === 0 ? undefined : registry.decoders.get(modelKey(device.model))
  if (live !== undefined) {
    const pending = waiting.get(live)
    if (pending === undefined) waiting.set(live, [{ index, uplink }])
    else pending.push({ index, uplink })
    return silent
  }
  const decoder = builtInDecoder(device.model)
  if (decoder === undefined) return { refused: 'no_decoder' }
  const decoded = decoder({ bytes: uplink.bytes, fPort: uplink.fPort })
  return 'error' in decoded ? { refused: 'decoder_failed' } : { measurement: decoded.measurement }
}
