import { uplinkChirpstack, uplinkGeneric, uplinkTheThingsStack } from '#contract/endpoints/uplinks.ts'
import type { Taken } from '#contract/endpoints/uplinks.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route, SourcePrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { parseChirpStack, parseGeneric, parseTheThingsStack } from './envelopes/index.ts'
import type { Envelope } from './envelopes/index.ts'
import type { Ingest } from './ingest.ts'

/** The webhooks of network servers: answered after commit, so that what they may forget is kept. */
export const uplinkRoutes = (kernel: Kernel, ingest: Ingest): Route[] => {
  const take = async (source: SourcePrincipal, kind: string, envelopes: readonly Envelope[]): Promise<Taken> => {
    if (source.sourceKind !== kind) {
      throw new Refusal('uplink_malformed', { reason: `this token belongs to a source of kind ${source.sourceKind}` })
    }
    const uplinks = envelopes.filter((envelope) => envelope.kind === 'uplink' || envelope.kind === 'reading')
    const refused = envelopes.filter((envelope) => envelope.kind === 'refused')
    if (refused.length > 0) await ingest.refuse(source, 'malformed', refused.length)
    const [first] = refused
    if (first !== undefined && refused.length === envelopes.length) {
      throw new Refusal('uplink_malformed', { reason: first.where === undefined ? first.reason : `${first.reason} at ${first.where}` })
    }
    const taken = await ingest.take(source, uplinks)
    return { ...taken, ignored: taken.ignored + envelopes.length - uplinks.length }
  }

  return [
    route(uplinkTheThingsStack, ({ principal, body }) =>
      take(principal, 'the-things-stack', [parseTheThingsStack(body, kernel.clock.now())]),
    ),
    route(uplinkChirpstack, ({ principal, body, query }) =>
      take(principal, 'chirpstack', [parseChirpStack(query.event, body, kernel.clock.now())]),
    ),
    route(uplinkGeneric, ({ principal, body }) => take(principal, 'generic', parseGeneric(body, kernel.clock.now()))),
  ]
}
