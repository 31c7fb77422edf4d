import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { endSessionsOf } from './store-sessions.ts'

export type VisitedSession = {
  readonly device: string
  readonly method: string
  readonly created_at: Temporal.Instant
  readonly seen_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
}

/** Where somebody is signed in, as support sees it during a visit; never a secret. Purpose `support`. */
export const visitedSessions = (tx: Tx, person: PersonId): Promise<VisitedSession[]> =>
  statement<VisitedSession>(
    tx,
    `SELECT device, method, created_at, seen_at, least(idle_until, absolute_until) AS ends_at FROM sessions
     WHERE organisation_id = $1 AND person_id = $2 AND idle_until > $3::timestamptz AND absolute_until > $3::timestamptz ORDER BY seen_at DESC`,
    [tx.organisation, person, tx.now.toString()],
  )

/** Roles in force now. Purpose `support`. */
export const visitedRoles = async (tx: Tx, person: PersonId): Promise<Role[]> => {
  const rows = await statement<{ role: Role }>(
    tx,
    `SELECT DISTINCT role FROM role_grants WHERE organisation_id = $1 AND person_id = $2 AND starts_at <= $3::timestamptz
       AND (ends_at IS NULL OR ends_at > $3::timestamptz) ORDER BY role`,
    [tx.organisation, person, tx.now.toString()],
  )
  return rows.map(({ role }) => role)
}

/** Signs somebody out everywhere, on a visit that may do more than look. Purpose `support`. */
export const signOutVisited = async (kernel: Pick<Kernel, 'cuts'>, tx: Tx, person: PersonId): Promise<void> => {
  await endSessionsOf(tx, person)
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'person', person })
}

/** Who of the organisation decides about support visits. Purpose `rights`. */
export const managersNow = async (tx: Tx): Promise<PersonId[]> => {
  const rows = await statement<{ person: PersonId }>(
    tx,
    `SELECT DISTINCT person_id AS person FROM role_grants WHERE organisation_id = $1 AND role = 'organisation_manager' AND starts_at <= $2::timestamptz
       AND (ends_at IS NULL OR ends_at > $2::timestamptz)`,
    [tx.organisation, tx.now.toString()],
  )
  return rows.map(({ person }) => person)
}
