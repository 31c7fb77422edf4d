import { activateDecoder, listDecoders, tryDecoder, uploadDecoder } from '#contract/endpoints/devices.ts'
import type { Decoder } from '#contract/endpoints/devices.ts'
import type { DecoderId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { actorOf, route, selfOpeningRoute } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { z } from 'zod'
import { record } from '../trail/index.ts'
import { createAttempts } from './attempts.ts'
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

/** Each may cost a thread of the sandbox, which all organisations share: enough for who writes a decoder, too few to hold others up. */
const sandboxRuns = { attempts: 100, minutes: 10 }

/** Makers' decoders: brought in as a draft, tried in the sandbox, then live. A decoder runs while no transaction is open: it may take seconds. */
export const decoderRoutes = (kernel: Kernel, ingest: Ingest): Route[] => {
  const runs = createAttempts(kernel.clock, sandboxRuns)
  const inAdministration = <T>(principal: PersonPrincipal, work: (tx: Tx) => Promise<T>): Promise<T> =>
    kernel.inPurpose({ organisation: principal.organisation, actor: actorOf(principal), purpose: 'administration' }, work)

  return [
    route(listDecoders, async ({ tx }) => ({
      decoders: (await readDecoders(tx)).map(viewOf),
      builtIn: builtInModels.map(({ model, maker }) => ({ model, maker })),
    })),

    selfOpeningRoute(uploadDecoder, async ({ principal, body }) => {
      runs.count(principal.organisation)
      const checked = await ingest.sandbox().check(body.source, principal.organisation)
      if (!checked.ok) {
        throw new Refusal('decoder_invalid', { reason: checked.message === undefined ? checked.error : `${checked.error}: ${checked.message}` })
      }
      return await inAdministration(principal, async (tx) => {
        const row = await addDecoder(tx, { id: crypto.randomUUID(), ...body })
        await record(tx, { action: 'devices.decoder_uploaded', subject: { kind: 'decoder', id: row.id } })
        return viewOf(row)
      })
    }),

    selfOpeningRoute(tryDecoder, async ({ principal, params, body }) => {
      const decoder = await inAdministration(principal, (tx) => findDecoder(tx, params.decoderId))
      if (decoder === undefined) throw new Refusal('not_found')
      runs.count(principal.organisation)
      const startedMs = performance.now()
      const [result] = await ingest.sandbox().decode({
        organisationId: principal.organisation,
        decoderId: decoder.id,
        version: decoder.version,
        source: decoder.source,
        frames: [{ bytes: Buffer.from(body.hex, 'hex'), fPort: body.fPort, recvTime: kernel.clock.now() }],
      })
      const milliseconds = Math.round(performance.now() - startedMs)
      if (result === undefined) throw new Error('a trial has one result')
      const decoded = decodedFrom(result)
      if ('error' in decoded || decoded.measurement === null) {
        const error = 'error' in decoded ? decoded.error : 'nothing in its answer is a value this house knows'
        const message = result.ok ? undefined : result.message
        return { ok: false, measurement: null, error: message === undefined ? error : `${error}: ${message}`, milliseconds }
      }
      await inAdministration(principal, (tx) => markTried(tx, decoder.id))
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
}
