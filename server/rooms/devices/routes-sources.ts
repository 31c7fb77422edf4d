import { createSource, deleteSource, listRefusals, listSeenDevices, listSources } from '#contract/endpoints/devices.ts'
import type { Source } from '#contract/endpoints/devices.ts'
import type { SourceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { z } from 'zod'
import { record } from '../trail/index.ts'
import { addSourceNamed, usernameOf } from './sources.ts'
import { readRefusals, readSeen, readSources, removeSource } from './store-sources.ts'
import type { SourceRow } from './store-sources.ts'

const viewOf = (tx: Tx, source: SourceRow): z.output<typeof Source> => ({
  id: source.id as SourceId,
  kind: source.kind as z.output<typeof Source>['kind'],
  name: source.name,
  createdAt: source.createdAt.toString(),
  lastUsedAt: source.lastUsedAt?.toString() ?? null,
  username: usernameOf(tx, source.kind, source.id),
})

export const sourceRoutes = (kernel: Kernel): Route[] => [
  route(listSources, async ({ tx }) => ({ sources: (await readSources(tx)).map((source) => viewOf(tx, source)) })),

  route(createSource, async ({ tx, body }) => {
    const added = await addSourceNamed(tx, body)
    if (added === null) throw new Refusal('name_taken')
    const row = { id: added.id, ...body, createdAt: tx.now, lastUsedAt: null }
    return { ...viewOf(tx, row), token: added.token, password: added.password }
  }),

  route(deleteSource, async ({ tx, params }) => {
    if (!(await removeSource(tx, params.sourceId))) throw new Refusal('not_found')
    await record(tx, { action: 'devices.source_revoked', subject: { kind: 'source', id: params.sourceId } })
    kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'source', source: params.sourceId })
  }),

  route(listSeenDevices, async ({ tx }) => ({
    seen: (await readSeen(tx)).map((row) => ({
      devEui: row.dev_eui,
      sourceId: row.source_id as SourceId,
      firstSeenAt: row.first_seen_at.toString(),
      lastSeenAt: row.last_seen_at.toString(),
      uplinks: row.uplinks,
    })),
  })),

  route(listRefusals, async ({ tx }) => ({
    refusals: (await readRefusals(tx)).map((row) => ({
      date: row.date,
      sourceId: row.source_id as SourceId,
      reason: row.reason,
      uplinks: row.uplinks,
    })),
  })),
]
