import { z } from 'zod'
import { keepingRuleNames } from '#contract/keeping.ts'
import { purposes } from '#contract/purposes.ts'
import { Instant } from '#contract/values.ts'

/** What `data.json` of an export holds; its JSON Schema lies beside it, made from this. */
const ExportedTable = z.object({
  room: z.string(),
  table: z.string(),
  /** For which purposes the service may use it. */
  purposes: z.array(z.enum(purposes)),
  categories: z.array(z.string()),
  keep: z.object({
    rule: z.enum(keepingRuleNames).nullable(),
    period: z.string().meta({ description: 'ISO 8601 duration after `after`' }),
    after: z.string(),
  }),
  rows: z.array(
    z.object({
      values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      until: Instant.nullable().meta({ description: 'When this row goes by itself; null: with the account or the agreement' }),
    }),
  ),
})

const ExportedFile = z.object({
  path: z.string().meta({ description: 'Where it lies in this archive' }),
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  createdAt: Instant,
})

export const ExportedData = z
  .object({
    format: z.literal('vrijplek-export/1'),
    kind: z.enum(['export', 'organisation_export']),
    id: z.uuid(),
    organisation: z.object({ id: z.uuid(), name: z.string() }),
    person: z.object({ id: z.uuid(), name: z.string() }).nullable().meta({ description: 'Null: everything of the organisation' }),
    madeAt: Instant,
    tables: z.array(ExportedTable),
    files: z.array(ExportedFile),
  })
  .meta({ title: 'Vrijplek export' })

/** JSON Schema (2020-12) of `data.json`. */
export const exportSchema = (): string => `${JSON.stringify(z.toJSONSchema(ExportedData, { target: 'draft-2020-12' }), null, 2)}\n`
