import type { OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Signer } from '#kernel/signed-note.ts'
import { readCheckpoint, readNote, witnessVerifierKey } from './checkpoint.ts'
import { commitmentsApart, partNames, partsOf } from './leaf.ts'
import type { Parts } from './leaf.ts'
import { consistencySpans, inclusionSpans, spanHash, tileName, tilesFor } from './proofs.ts'
import type { Span } from './proofs.ts'
import { sequenceAll } from './sequence.ts'
import { readHead, readTiles } from './store-log.ts'
import type { Head } from './store-log.ts'
import * as store from './store-proofs.ts'
import type { ProvenEntry } from './store-proofs.ts'

/** Proofs that are made at once: their tiles are in memory together. */
const together = 200

/** Hashes of spans, out of the tiles in the database: one query, and each hash is computed once. */
const hashesOf = async (tx: Tx, spans: readonly Span[]): Promise<(span: Span) => string> => {
  const tiles = new Map((await readTiles(tx, tilesFor(spans))).map(({ level, index, hashes }) => [tileName(level, index), hashes]))
  const known = new Map<string, string>()
  return (span) => {
    const key = `${span.from} ${span.to}`
    const hash = known.get(key) ?? spanHash(span, tiles).toString('base64')
    known.set(key, hash)
    return hash
  }
}

type ShownPart = { readonly salt: string; readonly json: string } | { readonly commitment: string }

/** The parts of an entry as they can be shown: what was erased is only its commitment. */
const shownParts = (entry: ProvenEntry): Parts<ShownPart> => {
  const json = partsOf(entry)
  const commitments = commitmentsApart(entry.commitments)
  const salts = { who: entry.salt_who, whom: entry.salt_whom, what: entry.salt_what }
  const shown = partNames.map((name): [string, ShownPart] => {
    const salt = salts[name]
    return [name, salt === null ? { commitment: commitments[name].toString('hex') } : { salt: salt.toString('hex'), json: json[name] }]
  })
  return Object.fromEntries(shown) as Parts<ShownPart>
}

type ShownEntry = { readonly index: number; readonly parts: Parts<ShownPart>; readonly proof: string[] }

/** Entries with their inclusion proofs in a tree of this size. */
const withProofs = async (tx: Tx, entries: readonly ProvenEntry[], size: number): Promise<ShownEntry[]> => {
  const shown: ShownEntry[] = []
  for (let at = 0; at < entries.length; at += together) {
    const some = entries.slice(at, at + together).map((entry) => ({ entry, spans: inclusionSpans(entry.sequence, size) }))
    const hashOf = await hashesOf(tx, some.flatMap(({ spans }) => spans))
    shown.push(...some.map(({ entry, spans }) => ({ index: entry.sequence, parts: shownParts(entry), proof: spans.map(hashOf) })))
  }
  return shown
}

/** The newest checkpoint, with everything placed that there is; it counts as handed out. @throws Refusal not_found before the first entry */
const newestHead = async (tx: Tx, signer: Signer): Promise<Head> => {
  await sequenceAll(tx, signer)
  const head = await readHead(tx)
  if (head === null) throw new Refusal('not_found')
  await store.rememberCheckpoint(tx, head)
  return head
}

/** A checkpoint that was handed out, with the signature lines of its witnesses. */
const cosigned = async (tx: Tx, size: number): Promise<string | null> => {
  const found = await store.readCheckpointOf(tx, size)
  return found === null ? null : found.note + found.lines.map((line) => `${line}\n`).join('')
}

/** The newest signed checkpoint of an organisation's log, as text. Purpose `audit`. @throws Refusal not_found when there is no log */
export const handOutCheckpoint = async (tx: Tx, signer: Signer): Promise<string> => {
  const head = (await readHead(tx)) ?? (await newestHead(tx, signer))
  await store.rememberCheckpoint(tx, head)
  return (await cosigned(tx, head.size)) ?? head.checkpoint
}

export type WantedEvidence = {
  readonly entries: readonly string[] | null
  readonly from: string | null
  readonly to: string | null
  /** Size of a checkpoint that was handed out before. */
  readonly since: number | null
}

/** More than this is asked for by period. */
const mostEntries = 10_000

/**
 * The evidence file: entries with their inclusion proofs under the newest checkpoint, and that this one contains an earlier one. To be checked by
 * anybody, without us. Purpose `audit`.
 * @returns its JSON, and everybody who stands in it
 * @throws Refusal not_found for an entry or an earlier checkpoint that is not there; invalid_input when the period holds too much
 */
export const makeEvidence = async (
  tx: Tx,
  signer: Signer,
  wanted: WantedEvidence,
): Promise<{ readonly text: string; readonly entries: readonly ProvenEntry[] }> => {
  const head = await newestHead(tx, signer)
  const entries =
    wanted.entries === null
      ? await store.readProvenOf(tx, wanted.from, wanted.to, mostEntries + 1)
      : await store.readProvenById(tx, wanted.entries)
  if (wanted.entries !== null && entries.length < new Set(wanted.entries).size) throw new Refusal('not_found')
  if (entries.length > mostEntries) {
    throw new Refusal('invalid_input', {}, { errors: [{ pointer: '/from', detail: `a period of at most ${mostEntries} entries` }] })
  }
  const evidence = {
    format: 'vrijplek-evidence/1',
    kind: 'trail',
    verifierKey: signer.verifierKey,
    witnessKeys: (await store.readWitnesses(tx)).map(({ name, public_key }) => witnessVerifierKey({ name, publicKey: public_key })),
    checkpoint: (await cosigned(tx, head.size)) ?? head.checkpoint,
    entries: await withProofs(tx, entries, head.size),
    consistency: wanted.since === null ? null : await consistencySince(tx, wanted.since, head.size),
  }
  return { text: JSON.stringify(evidence), entries }
}

const consistencySince = async (tx: Tx, since: number, size: number): Promise<{ from: string; proof: string[] }> => {
  const from = await cosigned(tx, since)
  if (from === null || since > size) throw new Refusal('not_found')
  // An empty log is the beginning of every other: there is nothing to prove.
  const spans = since === 0 ? [] : consistencySpans(since, size)
  return { from, proof: spans.map(await hashesOf(tx, spans)) }
}

/** How a signed document says where it stands in the log: `anchor` of its JSON. */
export type Anchor = {
  readonly organisation: OrganisationId
  readonly origin: string
  readonly index: number
  readonly leafParts: Parts<ShownPart>
  readonly checkpoint: string
  readonly proof: readonly string[]
}

/**
 * Proof that an entry stands in the log, for a document that is anchored in it. Gives it its place first when it has none. Opens its own transaction.
 * @param entry the `id` it was recorded with, committed by now
 */
export const anchorOf = ({ inPurpose, signer }: Pick<Kernel, 'inPurpose' | 'signer'>, organisation: OrganisationId, entry: string): Promise<Anchor> =>
  inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'audit' }, async (tx) => {
    const head = await newestHead(tx, signer)
    const [shown] = await withProofs(tx, await store.readProvenById(tx, [entry]), head.size)
    if (shown === undefined) throw new Error('the entry of this anchor does not exist')
    return {
      organisation,
      origin: readCheckpoint(readNote(head.checkpoint).text).origin,
      index: shown.index,
      leafParts: shown.parts,
      checkpoint: head.checkpoint,
      proof: shown.proof,
    }
  })
