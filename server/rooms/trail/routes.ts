import * as endpoints from '#contract/endpoints/trail.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { createFewAtOnce } from '#kernel/few-at-once.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { createSharedRead } from '#kernel/shared-read.ts'
import { cosignedAt, readNote, readSignature } from './checkpoint.ts'
import { handOutCheckpoint } from './evidence.ts'
import { leafOf } from './leaf.ts'
import { countOf, hashBytes, tileWidth } from './merkle.ts'
import { officerRoutes } from './routes-officer.ts'
import type { NamesOf } from './routes-officer.ts'
import { readTiles } from './store-log.ts'
import * as store from './store-proofs.ts'
import { readTilePath } from './tile-path.ts'
import type { WantedTile } from './tile-path.ts'

/** A witness's clock may be a little ahead. */
const mostAhead = Temporal.Duration.from({ minutes: 5 })

/** Leaves as C2SP tlog-tiles bundles them: each with its length in two bytes, big-endian. */
const bundle = (commitments: readonly Buffer[]): Buffer =>
  Buffer.concat(
    commitments.flatMap((each) => {
      const leaf = leafOf(each)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(leaf.length)
      return [length, leaf]
    }),
  )

/** @throws Refusal not_found when the log is not that long */
const readTile = async (tx: Tx, { level, index, width }: WantedTile): Promise<Buffer> => {
  if (level === 'entries') {
    const commitments = await store.readCommitments(tx, index * tileWidth, width)
    if (commitments.length !== width) throw new Refusal('not_found')
    return bundle(commitments)
  }
  const [tile] = await readTiles(tx, [{ level, index }])
  if (tile === undefined || countOf(tile.hashes) < width) throw new Refusal('not_found')
  return tile.hashes.subarray(0, width * hashBytes)
}

/** A witness signs a checkpoint that was handed out. @throws Refusal cosignature_invalid */
const cosign = async (tx: Tx, size: number, line: string): Promise<void> => {
  const signature = readSignature(line.trim())
  const [checkpoint, witnesses] = await Promise.all([store.readCheckpointOf(tx, size), store.readWitnesses(tx)])
  const witness = witnesses.find(({ name }) => name === signature?.name)
  if (signature === null || checkpoint === null || witness === undefined) throw new Refusal('cosignature_invalid')
  const key = { name: witness.name, publicKey: witness.public_key }
  const seconds = cosignedAt(key, readNote(checkpoint.note).text, signature.bytes)
  if (seconds === null || seconds * 1000 > tx.now.add(mostAhead).epochMilliseconds) throw new Refusal('cosignature_invalid')
  const signedAt = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
  await store.saveCosignature(tx, { size, witness: witness.name, line: line.trim(), signedAt })
}

/** The log for everybody: checkpoints and tiles hold salted hashes only. And what the privacy officer asks of it. */
export const routes = (kernel: Kernel, namesOf: NamesOf): Route[] => {
  const { signer } = kernel
  // Looks at people are written with connections of the same purpose, and an answer with names waits for that.
  const fewAtOnce = createFewAtOnce({ running: 1, waiting: 100 })
  const inLog = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>): Promise<T> =>
    fewAtOnce(() => kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'audit' }, work))
  // However many fetch it at once.
  const checkpoint = createSharedRead((organisation) => inLog(organisation as OrganisationId, (tx) => handOutCheckpoint(tx, signer)))

  type TileCall = { readonly params: { readonly organisationId: OrganisationId; readonly level: string }; readonly reply: { header(name: string, value: string): unknown } }
  const tile = async ({ params, reply }: TileCall, segments: readonly string[]): Promise<Buffer> => {
    const wanted = readTilePath(params.level, segments)
    if (wanted === null) throw new Refusal('not_found')
    const bytes = await inLog(params.organisationId, (tx) => readTile(tx, wanted))
    // What is asked for by its width never changes.
    reply.header('cache-control', 'public, max-age=31536000, immutable')
    return bytes
  }

  return [
    route(endpoints.getCheckpoint, ({ params }) => checkpoint(params.organisationId)),
    route(endpoints.getTile, (call) => tile(call, [call.params.first])),
    route(endpoints.getTileOfTwo, (call) => tile(call, [call.params.first, call.params.second])),
    route(endpoints.getTileOfThree, (call) => tile(call, [call.params.first, call.params.second, call.params.third])),
    route(endpoints.getTileOfFour, (call) => tile(call, [call.params.first, call.params.second, call.params.third, call.params.fourth])),
    route(endpoints.getTrailKey, async () => ({ verifierKey: signer.verifierKey })),
    route(endpoints.addCosignature, ({ params, body }) => inLog(params.organisationId, (tx) => cosign(tx, body.size, body.line))),
    ...officerRoutes(kernel, namesOf),
  ]
}
