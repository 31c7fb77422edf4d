import { timingSafeEqual } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'
import type { SourcePrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { createBatcher } from './batcher.ts'
import type { Batcher } from './batcher.ts'
import { hashOf, unpackName, unpackToken } from './secrets.ts'
import { addRefused } from './store-ingest.ts'
import type { Refused } from './store-ingest.ts'
import { findSource } from './store-sources.ts'
import type { KnownSource } from './store-sources.ts'

export const tokenPrefix = 'vps_'

/** Which sources there are, and who claims to be one. Shared by the webhooks, MQTT and the management of sources. */
export type SourceBook = {
  /** A webhook's bearer token. Null: unknown or revoked. */
  byToken(token: string): Promise<SourcePrincipal | null>
  /** An MQTT client's user name and password. */
  byPassword(username: string, password: string): Promise<SourcePrincipal | null>
  /** The same source again, in its present state: null once it is revoked. At most a second old. */
  again(source: SourcePrincipal): Promise<SourcePrincipal | null>
  /** Counts refused uplinks; settles when that is committed. */
  refuse(organisation: OrganisationId, refused: Refused): Promise<void>
  /** Settles when all that was counted is committed. */
  settled(): Promise<void>
}

/** So long a look-up counts: a source that sends often is not looked up at each word. Revoked (`kernel.cuts`), it is forgotten at once. */
const mostAgeMs = 1_000
const mostKept = 10_000

const books = new WeakMap<Kernel['pools'], SourceBook>()

/** The one book of this house. */
export const sourceBookOf = (kernel: Kernel): SourceBook => {
  const found = books.get(kernel.pools)
  if (found !== undefined) return found
  const made = createSourceBook(kernel)
  books.set(kernel.pools, made)
  return made
}

const createSourceBook = (kernel: Kernel): SourceBook => {
  const kept = new Map<string, { readonly of: SourcePrincipal; readonly sinceMs: number; readonly source: Promise<KnownSource | null> }>()
  kernel.cuts.on((matches) => {
    for (const [key, { of }] of kept) if (matches(of)) kept.delete(key)
  })
  const refusals: Batcher<Refused, void> = createBatcher<Refused, void>({
    mostAtOnce: 1,
    mostPerFlush: 1_000,
    mostWaiting: 10_000,
    mostHeld: 10_000,
    mostInTotal: 60_000,
    flush: async (organisation, refused) => {
      await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, (tx) => addRefused(tx, summed(refused)))
      for (const { reason, uplinks } of refused) kernel.metrics.uplinks.inc({ outcome: reason }, uplinks)
      return refused.map(() => undefined)
    },
  })

  const find = (organisation: OrganisationId, id: string): Promise<KnownSource | null> => {
    const key = `${organisation} ${id}`
    const nowMs = performance.now()
    const found = kept.get(key)
    if (found !== undefined && nowMs - found.sinceMs < mostAgeMs) return found.source
    if (kept.size >= mostKept) kept.clear()
    const source = kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, (tx) => findSource(tx, id))
    kept.set(key, { of: { kind: 'source', organisation, source: id, sourceKind: '', agreementInForce: false }, sinceMs: nowMs, source })
    source.catch(() => kept.delete(key))
    return source
  }

  const principalOf = (organisation: OrganisationId, id: string, source: KnownSource): SourcePrincipal => ({
    kind: 'source',
    organisation,
    source: id,
    sourceKind: source.kind,
    agreementInForce: source.agreementInForce,
  })

  const prove = async (organisation: OrganisationId, id: string, secret: string, isMqtt: boolean): Promise<SourcePrincipal | null> => {
    const source = await find(organisation, id)
    if (source === null || (source.kind === 'mqtt') !== isMqtt) return null
    return timingSafeEqual(hashOf(secret), source.secretHash) ? principalOf(organisation, id, source) : null
  }

  return {
    byToken: async (token) => {
      const named = unpackToken(tokenPrefix, token)
      return named === null ? null : prove(named.organisation, named.id, named.secret, false)
    },
    byPassword: async (username, password) => {
      const named = unpackName(username)
      return named === null ? null : prove(named.organisation, named.id, password, true)
    },
    again: async ({ organisation, source: id }) => {
      const source = await find(organisation, id)
      return source === null ? null : principalOf(organisation, id, source)
    },
    refuse: async (organisation, refused) => {
      await refusals.add(organisation, [refused])
    },
    settled: () => refusals.settled(),
  }
}

/** Each source and reason once, as the statement needs it. */
const summed = (refused: readonly Refused[]): Refused[] =>
  [...Map.groupBy(refused, ({ source, reason }) => `${source} ${reason}`).values()].flatMap((same) =>
    same[0] === undefined ? [] : [{ ...same[0], uplinks: same.reduce((sum, { uplinks }) => sum + uplinks, 0) }],
  )
