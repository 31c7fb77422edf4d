import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { PersonId, ProviderId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export const flowMinutes = 10
export type Aim = 'sign_in' | 'step_up' | 'trial'

/** Somebody on the way to a provider and back. */
export type Flow = {
  readonly providerId: ProviderId
  readonly browserHash: Buffer
  readonly aim: Aim
  readonly startedAt: Temporal.Instant
  readonly person: PersonId | null
  readonly outcome: Buffer | null
}

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Purposes `sign_in`; `administration` for trials. */
export const addFlow = async (
  tx: Tx,
  state: string,
  flow: { readonly providerId: ProviderId; readonly browser: string; readonly aim: Aim; readonly person: PersonId | null; readonly outcome?: Buffer },
): Promise<void> => {
  await sql`
    INSERT INTO sign_in_flows (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, person_id, outcome_sealed)
    VALUES (${tx.organisation}, ${hashOf(state)}, ${flow.providerId}, ${hashOf(flow.browser)}, ${flow.aim}, ${tx.now.toString()}::timestamptz,
      ${tx.now.add({ minutes: flowMinutes }).toString()}::timestamptz, ${flow.person}::uuid, ${flow.outcome ?? null})`.execute(tx.db)
}

const columns = sql`provider_id AS "providerId", browser_hash AS "browserHash", aim, started_at AS "startedAt", person_id AS person, outcome_sealed AS outcome`

/**
 * Takes the answer of a flow: once, of two answers at once too; null when there is no such flow, or it is over or answered. Purpose `sign_in`.
 * @param browser the secret of the browser that brings the answer; null when that cannot be known yet
 */
export const takeFlow = async (tx: Tx, provider: ProviderId, state: string, browser: string | null): Promise<Flow | null> => {
  const { rows } = await sql<Flow>`
    UPDATE sign_in_flows SET answered_at = ${tx.now.toString()}::timestamptz
    WHERE organisation_id = ${tx.organisation} AND provider_id = ${provider} AND state_hash = ${hashOf(state)} AND answered_at IS NULL
      AND (${browser === null} OR browser_hash = ${hashOf(browser ?? '')}) AND expires_at > ${tx.now.toString()}::timestamptz
    RETURNING ${columns}`.execute(tx.db)
  return rows[0] ?? null
}

/** What an answer said, until the browser fetches it, or the manager reads what their trial showed. Purpose `sign_in`. */
export const keepOutcome = async (tx: Tx, state: string, person: PersonId, outcome: Buffer): Promise<void> => {
  await sql`
    UPDATE sign_in_flows SET person_id = ${person}, outcome_sealed = ${outcome}
    WHERE organisation_id = ${tx.organisation} AND state_hash = ${hashOf(state)}`.execute(tx.db)
}

/** Takes an answered flow out, for the browser that it is bound to: once. Purpose `sign_in`. */
export const endFlow = async (tx: Tx, provider: ProviderId, state: string, browser: string): Promise<Flow | null> => {
  const { rows } = await sql<Flow>`
    DELETE FROM sign_in_flows
    WHERE organisation_id = ${tx.organisation} AND provider_id = ${provider} AND state_hash = ${hashOf(state)} AND browser_hash = ${hashOf(browser)}
      AND answered_at IS NOT NULL AND outcome_sealed IS NOT NULL AND aim <> 'trial' AND expires_at > ${tx.now.toString()}::timestamptz
    RETURNING ${columns}`.execute(tx.db)
  return rows[0] ?? null
}

/** What the last trial of this manager showed, and when. Purpose `administration`. */
export const lastTrial = async (tx: Tx, provider: ProviderId, person: PersonId): Promise<{ at: Temporal.Instant; outcome: Buffer } | null> => {
  const { rows } = await sql<{ at: Temporal.Instant; outcome: Buffer }>`
    SELECT answered_at AS at, outcome_sealed AS outcome FROM sign_in_flows
    WHERE organisation_id = ${tx.organisation} AND provider_id = ${provider} AND person_id = ${person} AND aim = 'trial' AND outcome_sealed IS NOT NULL
      AND expires_at > ${tx.now.toString()}::timestamptz ORDER BY started_at DESC LIMIT 1`.execute(tx.db)
  return rows[0] ?? null
}

/** Takes a message for the first time: false when it was taken before. Its number is kept until it expires by itself. Purpose `sign_in`. */
export const spendMessage = async (tx: Tx, provider: ProviderId, message: string, expiresAt: Temporal.Instant): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO spent_messages (organisation_id, provider_id, message_hash, expires_at)
    VALUES (${tx.organisation}, ${provider}, ${hashOf(message)}, ${expiresAt.toString()}::timestamptz) ON CONFLICT DO NOTHING RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Deletes what is over. Purpose `sign_in`. */
export const forgetOldFlows = async (tx: Tx): Promise<void> => {
  const now = tx.now.toString()
  await sql`DELETE FROM sign_in_flows WHERE organisation_id = ${tx.organisation} AND expires_at <= ${now}::timestamptz`.execute(tx.db)
  await sql`DELETE FROM spent_messages WHERE organisation_id = ${tx.organisation} AND expires_at <= ${now}::timestamptz`.execute(tx.db)
}
