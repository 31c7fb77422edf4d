import type { Kernel } from '#kernel/kernel.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Signer } from '#kernel/signed-note.ts'
import { checkpointText, isOurs, originOf, readCheckpoint, readNote } from './checkpoint.ts'
import { commit, leafOf } from './leaf.ts'
import type { Committed } from './leaf.ts'
import { append, edgeOf, emptyEdge, leafHash, rootOf } from './merkle.ts'
import type { Edge } from './merkle.ts'
import * as store from './store-log.ts'
import type { Head } from './store-log.ts'

/** So many entries get their places in one transaction: bounded memory, and a lock of a fraction of a second. */
const batch = 2000

/**
 * The end of the log as it stands in the database, checked: our own signature over its size and root, and tiles that give that root. What does not fit
 * is never gone on with, let alone signed over.
 * @throws Error saying what does not fit
 */
const trustedEdge = (tx: Tx, signer: Signer, head: Head, last: Parameters<typeof edgeOf>[1]): { readonly edge: Edge; readonly origin: string } => {
  const note = readNote(head.checkpoint)
  const said = readCheckpoint(note.text)
  if (!isOurs(signer, note) || !said.origin.endsWith(`/trail/${tx.organisation}`)) {
    throw new Error(`the newest checkpoint of the trail of ${tx.organisation} is not signed by this instance`)
  }
  if (said.size !== head.size || !said.root.equals(head.root)) {
    throw new Error(`the trail of ${tx.organisation} does not stand where its newest checkpoint says`)
  }
  const edge = edgeOf(head.size, last)
  if (!rootOf(edge).equals(head.root)) throw new Error(`the tiles of the trail of ${tx.organisation} do not give its signed root`)
  return { edge, origin: said.origin }
}

const signedHead = (signer: Signer, origin: string, edge: Edge): Head => {
  const root = rootOf(edge)
  return { size: edge.size, root, checkpoint: signer.sign(checkpointText({ origin, size: edge.size, root })) }
}

/**
 * Gives the oldest entries without a place theirs: index, salts, commitments; hashes them into the tree and signs the new checkpoint. All in the
 * transaction given, purpose `audit`, in a constant number of statements.
 * @param since only entries from then on
 * @returns the moment from which there may be more, or null
 */
export const sequenceBatch = async (
  tx: Tx,
  signer: Signer,
  { most = batch, since = null }: { readonly most?: number; readonly since?: Temporal.Instant | null } = {},
): Promise<Temporal.Instant | null> => {
  // The lock comes first; what follows it in the same packet sees the log as whoever held it left it.
  const [found, last, entries] = await Promise.all([store.lockHead(tx), store.readLastTiles(tx), store.readUnplaced(tx, most, since)])
  if (entries.length === 0) return null
  if (found === null) {
    await store.addHead(tx, signedHead(signer, originOf(signer, tx.organisation), emptyEdge))
    // Whoever began it at the same moment may have gone on already.
    return await sequenceBatch(tx, signer, { most, since })
  }
  const { edge, origin } = trustedEdge(tx, signer, found, last)
  const given: (Committed | null)[] = entries.map((entry) => (entry.commitments === null ? commit(entry) : null))
  const leaves = entries.map((entry, index) => leafHash(leafOf(entry.commitments ?? given[index]?.commitments ?? Buffer.of())))
  const grown = append(edge, leaves)
  await Promise.all([
    store.placeEntries(tx, edge.size, entries, given),
    store.saveTiles(tx, grown.tiles),
    store.moveHead(tx, edge.size, signedHead(signer, origin, grown.edge)),
  ])
  return entries.length === most ? (entries.at(-1)?.at ?? null) : null
}

/** Everything that has no place yet, in the transaction given. Purpose `audit`. */
export const sequenceAll = async (tx: Tx, signer: Signer): Promise<void> => {
  let since: Temporal.Instant | null = null
  do since = await sequenceBatch(tx, signer, { since })
  while (since !== null)
}

/** Everything of an organisation that has no place yet, batch by batch, each kept by itself. */
export const sequenceNow = async (kernel: Pick<Kernel, 'inPurpose' | 'signer'>, organisation: OrganisationId): Promise<void> => {
  let since: Temporal.Instant | null = null
  do {
    const from: Temporal.Instant | null = since
    since = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'audit' }, (tx) =>
      sequenceBatch(tx, kernel.signer, { since: from }),
    )
  } while (since !== null)
}

/**
 * Takes a person out of the trail: of each entry the part that says who did it, or whom it is about, loses its columns and its salt; its commitment
 * stays, and with it every proof (G8, G9). An entry that has no place in the log yet is committed to first. Purpose `retention`.
 */
export const erasePerson = async (tx: Tx, person: PersonId): Promise<void> => {
  const waiting = await store.readUncommittedOf(tx, person)
  if (waiting.length > 0) await store.commitEntries(tx, waiting, waiting.map((entry) => commit(entry)))
  await store.emptyPartsOf(tx, person)
}
