import type { Grant } from '#contract/endpoints/rights.ts'
import type { GrantId, LocationId, PersonId } from '#contract/ids.ts'
import { localRoles } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { lockOrganisation } from '../organisations/index.ts'
import { endsOf, personNames } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { mayAppoint, mayGive } from './grantable.ts'
import type { Held } from './grantable.ts'
import { assertManaged } from './store-managers.ts'
import { refreshSessions } from './sessions.ts'
import { deleteGrants, grantsAt, heldBy, insertGrant, isHeldByAnyone, lockGrant, readReasons, updateGrant } from './store-grants.ts'
import type { GrantRow } from './store-grants.ts'

/** Names of locations by id, handed in by the house: rooms of places stand below this one. Purpose `administration`. */
export type LocationNames = (tx: Tx) => Promise<ReadonlyMap<LocationId, string>>

const reasonField = 'reason'

const stateOf = ({ startsAt, endsAt }: GrantRow, now: Temporal.Instant): Grant['state'] => {
  if (endsAt !== null && Temporal.Instant.compare(endsAt, now) <= 0) return 'over'
  return Temporal.Instant.compare(startsAt, now) > 0 ? 'coming' : 'in_force'
}

/** Grants as they are told to whoever holds `held`, with names and reasons opened. Purpose `administration`. */
export const grantViews = async (kernel: Kernel, tx: Tx, names: LocationNames, rows: readonly GrantRow[], held: readonly Held[]): Promise<Grant[]> => {
  const people = [...new Set(rows.flatMap(({ person, by }) => (by === null ? [person] : [person, by])))]
  const [byPerson, locations, own] = await Promise.all([
    personNames(tx, kernel.keys, people),
    names(tx),
    kernel.keys.load(tx.organisation, people),
  ])
  const named = (id: PersonId) => ({ id, name: byPerson.get(id) ?? '' })
  return rows.map((row) => ({
    id: row.id,
    person: named(row.person),
    role: row.role,
    location: row.locationId === null ? null : { id: row.locationId, name: locations.get(row.locationId) ?? '' },
    by: row.by !== null && byPerson.has(row.by) ? named(row.by) : null,
    why: row.why === null ? null : own.open(row.person, reasonField, row.why),
    givenAt: row.givenAt.toString(),
    from: row.startsAt.toString(),
    until: row.endsAt?.toString() ?? null,
    source: row.source,
    confirmedAt: row.confirmedAt?.toString() ?? null,
    state: stateOf(row, tx.now),
    mine: mayGive(held, row),
  }))
}

/** Why grants were given, by id, in the giver's words. Purpose `administration`. */
export const grantReasons = async (kernel: Kernel, tx: Tx, ids: readonly GrantId[]): Promise<ReadonlyMap<GrantId, string>> => {
  const rows = await readReasons(tx, ids)
  const own = await kernel.keys.load(tx.organisation, rows.map(({ person }) => person))
  return new Map(
    rows.flatMap(({ id, person, why }) => {
      const reason = own.open(person, reasonField, why)
      return reason === null ? [] : [[id, reason] as const]
    }),
  )
}

const sealReason = async (kernel: Kernel, tx: Tx, person: PersonId, why: string): Promise<Buffer> =>
  (await kernel.keys.load(tx.organisation, [person])).seal(person, reasonField, why)

/** What the caller holds at this moment, read again: another may have taken it away while this one waited for its turn. */
const heldInTurn = async (tx: Tx, caller: PersonPrincipal): Promise<Held[]> => {
  await lockOrganisation(tx)
  return heldBy(tx, caller.person)
}

const entryOf = (action: string, { id, person, role, locationId, startsAt, endsAt }: Omit<GrantRow, 'by' | 'why' | 'givenAt' | 'source' | 'confirmedAt'>) => ({
  action: `access.${action}`,
  subject: { kind: 'grant', id },
  person,
  detail: { role, locationId, from: startsAt.toString(), until: endsAt?.toString() ?? null },
})

export type WantedGrant = {
  readonly person: PersonId
  readonly role: Role
  readonly locationId: LocationId | null
  readonly why: string
  readonly from: Temporal.Instant | null
  readonly until: Temporal.Instant | null
}

/** @throws Refusal grant_period_invalid */
const checkPeriod = (from: Temporal.Instant, until: Temporal.Instant | null, now: Temporal.Instant): void => {
  if (until === null) return
  if (Temporal.Instant.compare(until, from) <= 0 || Temporal.Instant.compare(until, now) <= 0) throw new Refusal('grant_period_invalid')
}

/**
 * Gives a role. Their sessions know it at once. Purpose `administration`.
 * @throws Refusal not_found (person, location), role_not_local, may_not_grant, account_over, grant_period_invalid, grant_exists
 */
export const giveGrant = async (kernel: Kernel, tx: Tx, caller: PersonPrincipal, wanted: WantedGrant, names: LocationNames): Promise<GrantRow> => {
  const { person, role, locationId } = wanted
  const held = await heldInTurn(tx, caller)
  const [ends, locations] = await Promise.all([endsOf(tx, person), names(tx)])
  if (ends === null || (locationId !== null && !locations.has(locationId))) throw new Refusal('not_found')
  if (locationId !== null && !localRoles.has(role)) throw new Refusal('role_not_local')
  if (!mayGive(held, wanted) && !mayAppoint(held, wanted, await isHeldByAnyone(tx, 'privacy_officer'))) throw new Refusal('may_not_grant')
  if (ends.over) throw new Refusal('account_over')
  const startsAt = wanted.from !== null && Temporal.Instant.compare(wanted.from, tx.now) > 0 ? wanted.from : tx.now
  checkPeriod(startsAt, wanted.until, tx.now)
  const row: GrantRow = {
    id: crypto.randomUUID() as GrantId,
    person,
    role,
    locationId,
    by: caller.person,
    why: await sealReason(kernel, tx, person, wanted.why),
    givenAt: tx.now,
    startsAt,
    endsAt: wanted.until,
    source: 'manual',
    confirmedAt: null,
  }
  if (!(await insertGrant(tx, row))) throw new Refusal('grant_exists')
  await trail.record(tx, entryOf('role_given', row))
  refreshSessions(kernel, tx, person)
  return row
}

/** A grant that the caller may decide about, in its turn. What they cannot see is as good as not there. @throws Refusal not_found, may_not_grant */
const decidable = async (tx: Tx, caller: PersonPrincipal, id: GrantId): Promise<GrantRow> => {
  const held = await heldInTurn(tx, caller)
  const grant = await lockGrant(tx, id)
  if (grant === null) throw new Refusal('not_found')
  if (mayGive(held, grant)) return grant
  const sees = caller.permissions.has('grant_rights') || (grant.locationId !== null && caller.locally.get('grant_rights')?.has(grant.locationId) === true)
  throw new Refusal(sees ? 'may_not_grant' : 'not_found')
}

/**
 * Changes the end of a grant, or why. Purpose `administration`.
 * @throws Refusal not_found, may_not_grant, grant_period_invalid, last_organisation_manager
 */
export const changeGrant = async (
  kernel: Kernel,
  tx: Tx,
  caller: PersonPrincipal,
  id: GrantId,
  { until, why }: { readonly until?: Temporal.Instant | null; readonly why?: string },
): Promise<GrantRow> => {
  const before = await decidable(tx, caller, id)
  if (until !== undefined) checkPeriod(before.startsAt, until, tx.now)
  const sealed = why === undefined ? {} : { why: await sealReason(kernel, tx, before.person, why) }
  const end = until === undefined ? {} : { endsAt: until }
  await updateGrant(tx, id, { ...end, ...sealed })
  if (until !== undefined && before.role === 'organisation_manager') await assertManaged(tx)
  const grant = { ...before, ...end, ...sealed }
  await trail.record(tx, entryOf('role_changed', grant))
  refreshSessions(kernel, tx, grant.person)
  return grant
}

/**
 * Takes grants away: from here on nothing they gave is allowed, in no session, stream or token. Whoever calls holds the organisation's turn and has
 * judged whether it may be. Purpose `administration`.
 * @throws Refusal last_organisation_manager
 */
export const removeGrants = async (kernel: Kernel, tx: Tx, ids: readonly GrantId[], action: 'role_taken_away' | 'role_lapsed' = 'role_taken_away'): Promise<GrantRow[]> => {
  const gone = await deleteGrants(tx, ids)
  if (gone.some(({ role }) => role === 'organisation_manager')) await assertManaged(tx)
  await trail.record(tx, gone.map((grant) => entryOf(action, grant)))
  for (const person of new Set(gone.map((grant) => grant.person))) refreshSessions(kernel, tx, person)
  return gone
}

/** A location goes, and the roles held there with it: their holders' sessions know it at once, and the trail says so. Purpose `administration`. */
export const removeGrantsAt = async (kernel: Kernel, tx: Tx, location: LocationId): Promise<void> => {
  await removeGrants(kernel, tx, await grantsAt(tx, location))
}

/** @throws Refusal not_found, may_not_grant, last_organisation_manager */
export const takeGrantAway = async (kernel: Kernel, tx: Tx, caller: PersonPrincipal, id: GrantId): Promise<void> => {
  await decidable(tx, caller, id)
  await removeGrants(kernel, tx, [id])
}
