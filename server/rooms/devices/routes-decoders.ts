import { activateDecoder, listDecoders, tryDecoder, uploadDecoder } from '#contract/endpoints/devices.ts'
import type { Decoder } from '#contract/endpoints/devices.ts'
import type { DecoderId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { z } from 'zod'
import { record } from '../trail/index.ts'
import { builtInModels } from './decoders/index.ts'
import type { Ingest } from './ingest.ts'
import { decodedFrom } from './sandbox/index.ts'
import { addDecoder, findDecoder, makeLive, markTried, readDecoders } from './store-decoders.ts'

type DecoderView = z.output<typeof Decoder>
type Row = { id: string; model: string; version: number; state: string; created_at: Temporal.Instant }

const viewOf = (row: Row): DecoderView => ({
  id: row.id as DecoderId,
  model: row.model,
  version: row.version,
  state: row.state as DecoderView['state'],
  createdAt: row.created_at.toString(),
})

/** Makers' decoders: brought in as a draft, tried in the sandbox, then live. */
export const decoderRoutes = (ingest: Ingest): Route[] => [
  route(listDecoders, async ({ tx }) => ({
    decoders: (await readDecoders(tx)).map(viewOf),
    builtIn: builtInModels.map(({ model, maker }) => ({ model, maker })),
  })),

  route(uploadDecoder, async ({ tx, body }) => {
    const checked = await ingest.sandbox().check(body.source, tx.organisation)
    if (!checked.ok) {
      throw new Refusal('decoder_invalid', { reason: checked.message === undefined ? checked.error : `${checked.error}: ${checked.message}` })
    }
    const row = await addDecoder(tx, { id: crypto.randomUUID(), ...body })
    await record(tx, { action: 'devices.decoder_uploaded', subject: { kind: 'decoder', id: row.id } })
    return viewOf(row)
  }),

  route(tryDecoder, async ({ tx, params, body }) => {
    const decoder = await findDecoder(tx, params.decoderId)
    if (decoder === undefined) throw new Refusal('not_found')
    const startedMs = performance.now()
    const [result] = await ingest.sandbox().decode({
      organisationId: tx.organisation,
      decoderId: decoder.id,
      version: decoder.version,
      source: decoder.source,
      frames: [{ bytes: Buffer.from(body.hex, 'hex'), fPort: body.fPort, recvTime: tx.now }],
    })
    const milliseconds = Math.round(performance.now() - startedMs)
    if (result === undefined) throw new Error('a trial has one result')
    const decoded = decodedFrom(result)
    if ('error' in decoded || decoded.measurement === null) {
      const error = 'error' in decoded ? decoded.error : 'nothing in its answer is a value this house knows'
      const message = result.ok ? undefined : result.message
      return { ok: false, measurement: null, error: message === undefined ? error : `${error}: ${message}`, milliseconds }
    }
    await markTried(tx, decoder.id)
    return { ok: true, measurement: { ...decoded.measurement }, error: null, milliseconds }
  }),

  route(activateDecoder, async ({ tx, params }) => {
    const decoder = await findDecoder(tx, params.decoderId)
    if (decoder === undefined) throw new Refusal('not_found')
    if (decoder.tried_at === null) throw new Refusal('decoder_not_tried')
    const live = await makeLive(tx, decoder)
    await record(tx, { action: 'devices.decoder_activated', subject: { kind: 'decoder', id: decoder.id } })
    tx.afterCommit(() => ingest.devicesChanged(tx.organisation))
    return viewOf(live)
  }),
]
