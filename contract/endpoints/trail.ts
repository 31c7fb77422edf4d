import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OrganisationId, PersonId, TrailEntryId } from '../ids.ts'
import { purposes } from '../purposes.ts'
import { Instant } from '../values.ts'

/** Nothing in a checkpoint or a tile is personal: salted hashes only. So that any tool can fetch them, they need no session. */
const log = { access: 'public', purpose: null, agreement: 'not_required', tag: 'Trail', errors: ['too_many_attempts'] } as const
const officer = { access: { permission: 'read_trail' }, purpose: 'audit', agreement: 'not_required', tag: 'Trail' } as const
const Log = z.object({ organisationId: OrganisationId })

export const getCheckpoint = endpoint({
  id: 'getCheckpoint',
  method: 'GET',
  path: '/trail/{organisationId}/checkpoint',
  summary: 'The newest signed checkpoint (C2SP tlog-checkpoint), with the witnesses’ cosignatures',
  ...log,
  params: Log,
  success: { status: 200, body: z.string(), contentType: 'text/plain; charset=utf-8' },
})

/** A level, or `entries` for bundles of leaves. */
const TileLevel = z.string().regex(/^(?:entries|\d{1,2})$/).meta({ examples: ['0'] })
/** Of a tile's number in groups of three digits, all but the last with an `x`; a tile that is not full has `.p` and how many hashes are wanted. */
const Group = z.string().regex(/^(?:x?\d{3}(?:\.p)?|\d{1,3})$/).meta({ examples: ['000'] })
const ofLog = { organisationId: OrganisationId, level: TileLevel }
const bytes = { status: 200, body: z.string(), contentType: 'application/octet-stream' } as const

// The paths of C2SP tlog-tiles have as many segments as the number has groups, and OpenAPI knows no parameter over several: an endpoint for each length.
export const getTile = endpoint({
  id: 'getTile',
  method: 'GET',
  path: '/trail/{organisationId}/tile/{level}/{first}',
  summary: 'A full hash tile, or with level `entries` a bundle of 256 leaves (C2SP tlog-tiles): `0/000`',
  ...log,
  params: z.object({ ...ofLog, first: Group }),
  success: bytes,
})
export const getTileOfTwo = endpoint({
  id: 'getTileOfTwo',
  method: 'GET',
  path: '/trail/{organisationId}/tile/{level}/{first}/{second}',
  summary: 'The same further on, `0/x001/067`, or of a tile that is not full yet, `0/000.p/12`',
  ...log,
  params: z.object({ ...ofLog, first: Group, second: Group }),
  success: bytes,
})
export const getTileOfThree = endpoint({
  id: 'getTileOfThree',
  method: 'GET',
  path: '/trail/{organisationId}/tile/{level}/{first}/{second}/{third}',
  summary: 'The same further on: `0/x001/x234/067`, `0/x001/067.p/12`',
  ...log,
  params: z.object({ ...ofLog, first: Group, second: Group, third: Group }),
  success: bytes,
})
export const getTileOfFour = endpoint({
  id: 'getTileOfFour',
  method: 'GET',
  path: '/trail/{organisationId}/tile/{level}/{first}/{second}/{third}/{fourth}',
  summary: 'The same further on: `0/x001/x234/067.p/12`',
  ...log,
  params: z.object({ ...ofLog, first: Group, second: Group, third: Group, fourth: Group }),
  success: bytes,
})

export const getTrailKey = endpoint({
  id: 'getTrailKey',
  method: 'GET',
  path: '/trail/key',
  summary: 'The verifier key of this instance (C2SP signed-note), for checkpoints, receipts and certificates',
  ...log,
  success: { status: 200, body: z.object({ verifierKey: z.string() }) },
})

export const addCosignature = endpoint({
  id: 'addCosignature',
  method: 'POST',
  path: '/trail/{organisationId}/cosignatures',
  summary: 'A witness’s signature line over a checkpoint that was handed out (C2SP tlog-cosignature)',
  ...log,
  params: Log,
  body: z.object({ size: z.number().int().min(0), line: z.string().max(1000) }),
  success: { status: 204, body: null },
  errors: ['cosignature_invalid', 'too_many_attempts'],
})

export const Witness = z.object({ name: z.string(), verifierKey: z.string(), addedAt: Instant })
export const listWitnesses = endpoint({
  id: 'listWitnesses',
  method: 'GET',
  path: '/trail/witnesses',
  summary: 'Who co-signs our trail',
  ...officer,
  success: { status: 200, body: z.object({ witnesses: z.array(Witness) }) },
})
export const addWitness = endpoint({
  id: 'addWitness',
  method: 'POST',
  path: '/trail/witnesses',
  summary: 'Name a witness by its verifier key (Ed25519 cosignature)',
  ...officer,
  body: z.object({ verifierKey: z.string().max(400) }),
  success: { status: 201, body: Witness },
  errors: ['verifier_key_invalid', 'name_taken'],
})
export const removeWitness = endpoint({
  id: 'removeWitness',
  method: 'DELETE',
  path: '/trail/witnesses/{name}',
  summary: 'Take a witness off the list',
  ...officer,
  params: z.object({ name: z.string().max(200) }),
  success: { status: 204, body: null },
})

export const TrailEntryShown = z.object({
  id: TrailEntryId,
  /** Null: not sequenced yet, a matter of seconds. */
  index: z.number().int().nullable(),
  at: Instant,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  purpose: z.string(),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }).nullable(),
  person: z.object({ id: PersonId, name: z.string().nullable() }).nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Parts that were erased; their commitment still stands in the leaf. */
  erased: z.array(z.enum(['who', 'whom', 'what'])),
})

export const queryTrail = endpoint({
  id: 'queryTrail',
  method: 'GET',
  path: '/trail/entries',
  summary: 'What happened, by time, actor, subject, purpose or action; newest first',
  ...officer,
  query: z.object({
    from: Instant.optional(),
    to: Instant.optional(),
    actorId: z.uuid().optional(),
    personId: PersonId.optional(),
    subjectId: z.uuid().optional(),
    purpose: z.enum(purposes).optional(),
    /** Beginning of an action: `bookings.`. */
    action: z.string().max(80).optional(),
    before: z.string().max(200).optional(),
  }),
  success: { status: 200, body: z.object({ entries: z.array(TrailEntryShown), next: z.string().nullable() }) },
})

export const getEvidence = endpoint({
  id: 'getEvidence',
  method: 'GET',
  path: '/trail/evidence',
  summary: 'Evidence file: entries with their inclusion proofs under the newest checkpoint, to be checked offline by verify/',
  ...officer,
  query: z.object({
    /** Entry ids, separated by commas, at most 500; without: all that match the period. */
    entries: z.string().max(20_000).optional(),
    from: Instant.optional(),
    to: Instant.optional(),
    /** A tree size that the customer held before: adds the consistency proof from there. */
    since: z.coerce.number().int().min(0).optional(),
  }),
  success: { status: 200, body: z.string(), contentType: 'application/json' },
})
