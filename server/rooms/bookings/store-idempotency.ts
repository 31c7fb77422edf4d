import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { errorCatalogue } from '#contract/errors.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

type KeptRefusal = { readonly code: ErrorCode; readonly values: Refusal['values']; readonly extra: Refusal['extra'] }
type Kept = { readonly booking: z.infer<typeof Booking> } | { readonly refusal: KeptRefusal }

/** A booking, or a refusal that is an answer too and must be kept with the key. */
export type Outcome = z.infer<typeof Booking> | Refusal

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorCatalogue, text)

const outcomeOf = (kept: Kept): Outcome => {
  if ('booking' in kept) return kept.booking
  const { code, values, extra } = kept.refusal
  if (!isCode(code)) throw new Error('a kept refusal has a code that the catalogue no longer knows')
  return new Refusal(code, values, extra)
}

/** The order of the body's members does not matter. */
const hashOf = (input: Readonly<Record<string, string>>): Buffer => {
  const members = Object.keys(input).toSorted().map((name) => [name, input[name]])
  return createHash('sha256').update(JSON.stringify(members)).digest()
}

/**
 * Does a piece of work once per key (Idempotency-Key): the same key with the same input gets the first answer again, a booking or a refusal. Two
 * requests at the same time take turns: the second waits at the key's row until the first has committed.
 * @returns the answer; a returned refusal is kept with the key, so the transaction must be committed before it goes out
 * @throws Refusal idempotency_key_reused
 */
export const once = async (
  tx: Tx,
  person: PersonId,
  key: string,
  input: Readonly<Record<string, string>>,
  work: () => Promise<z.infer<typeof Booking>>,
): Promise<Outcome> => {
  const hash = hashOf(input)
  const { rows } = await sql`
    INSERT INTO idempotency_keys (organisation_id, person_id, key, request_hash, created_at)
    VALUES (${tx.organisation}, ${person}, ${key}, ${hash}, ${tx.now.toString()})
    ON CONFLICT DO NOTHING RETURNING key`.execute(tx.db)
  if (rows.length === 0) return await firstAnswer(tx, person, key, hash)
  await sql`SAVEPOINT working`.execute(tx.db)
  let kept: Kept
  try {
    kept = { booking: await work() }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // What was half done goes; the key and its answer stay.
    await sql`ROLLBACK TO SAVEPOINT working`.execute(tx.db)
    kept = { refusal: { code: error.code, values: error.values, extra: error.extra } }
  }
  await sql`
    UPDATE idempotency_keys SET answer = ${JSON.stringify(kept)}::jsonb
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND key = ${key}`.execute(tx.db)
  return outcomeOf(kept)
}

const firstAnswer = async (tx: Tx, person: PersonId, key: string, hash: Buffer): Promise<Outcome> => {
  const { rows } = await sql<{ request_hash: Buffer; answer: Kept | null }>`
    SELECT request_hash, answer FROM idempotency_keys
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND key = ${key}`.execute(tx.db)
  const [row] = rows
  if (row === undefined || row.answer === null) throw new Error('an idempotency key was seen without its answer')
  if (!row.request_hash.equals(hash)) throw new Refusal('idempotency_key_reused')
  return outcomeOf(row.answer)
}
