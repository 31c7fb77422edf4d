import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { approvalKinds, economicArea, longestDays } from '#contract/approvals.ts'
import type { Approval, approveIntegration } from '#contract/endpoints/integrations.ts'
import type { ApprovalId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { personNames } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { checkedRanges } from './addresses.ts'
import { approvalText, checkedWords } from './approval-note.ts'
import type { Party } from './approval-note.ts'
import { acceptedText } from './responsibility.ts'
import { handOver, insertApproval, markRevoked, readApprovals } from './store-approvals.ts'
import type { ApprovalRow } from './store-approvals.ts'

/** Event: an approval was revoked. Payload `{ approval, kind, renewedBy }`: the approval that took over, or null. For rooms below that let somebody in under one (SSO). */
export const approvalRevoked = 'integrations.approvalRevoked'

/** @throws Refusal end_out_of_bounds when it is not in the future, or later than so many days from now (or than `before`) */
export const checkedEnd = (now: Temporal.Instant, written: string, days: number, before?: Temporal.Instant): Temporal.Instant => {
  const endsAt = Temporal.Instant.from(written)
  const most = now.add({ hours: days * 24 })
  const latest = before !== undefined && Temporal.Instant.compare(before, most) < 0 ? before : most
  if (Temporal.Instant.compare(endsAt, now) <= 0 || Temporal.Instant.compare(endsAt, latest) > 0) {
    throw new Refusal('end_out_of_bounds', { latest: latest.toString().slice(0, 10) })
  }
  return endsAt
}

const once = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** @throws Refusal invalid_input when something is named that this kind of third party can never have */
const refuseBeyondKind = (pointer: string, wanted: readonly string[], possible: readonly string[]): void => {
  const beyond = wanted.filter((each) => !possible.includes(each))
  if (beyond.length > 0) throw new Refusal('invalid_input', {}, { errors: [{ pointer, detail: `not possible for this kind: ${beyond.join(', ')}` }] })
}

/** @throws Refusal invalid_input, transfer_ground_needed */
const checkedParty = ({ name, contact, country, transferGround }: Party): Party => {
  const outside = !economicArea.includes(country)
  if (outside && transferGround === null) throw new Refusal('transfer_ground_needed', { country })
  return {
    name: checkedWords('/party/name', name),
    contact: checkedWords('/party/contact', contact),
    country,
    transferGround: outside ? transferGround : null,
  }
}

type Wanted = z.output<(typeof approveIntegration)['body']>

/**
 * The customer approves a third party in writing and takes the responsibility (G4.2, G5.3): checked, signed, kept and in the trail. A renewal takes over the
 * programs and tokens of the approval before it, which ends. Purpose `administration`.
 * @throws Refusal document_changed, transfer_ground_needed, end_out_of_bounds, network_invalid, invalid_input, not_found
 */
export const approve = async (kernel: Kernel, tx: Tx, by: PersonPrincipal, wanted: Wanted): Promise<ApprovalId> => {
  const responsibility = acceptedText(wanted.responsibility)
  const party = checkedParty(wanted.party)
  const endsAt = checkedEnd(tx.now, wanted.endsAt, longestDays.approval)
  const scope = { purposes: once(wanted.purposes), categories: once(wanted.categories), addresses: once(checkedRanges(wanted.addresses)) }
  const possible = approvalKinds[wanted.kind]
  refuseBeyondKind('/purposes', scope.purposes, possible.purposes)
  refuseBeyondKind('/categories', scope.categories, possible.categories)
  const renews = wanted.renews ?? null
  if (renews !== null) {
    const [before] = await readApprovals(tx, renews)
    if (before?.kind !== wanted.kind) throw new Refusal('not_found')
  }
  const id = randomUUID() as ApprovalId
  const entry = randomUUID()
  const organisation = await organisationOf(tx)
  const note = kernel.signer.sign(
    approvalText({
      approval: id,
      organisation: { id: tx.organisation, name: organisation.name },
      kind: wanted.kind,
      party,
      ...scope,
      approvedAt: tx.now.toString(),
      endsAt: endsAt.toString(),
      renews,
      responsibility,
      acceptance: { entry, roles: by.roles },
    }),
  )
  await insertApproval(tx, { id, kind: wanted.kind, party, ...scope, endsAt, acceptedBy: by.person, responsibility, note, renews })
  await trail.record(tx, {
    id: entry,
    action: 'integrations.approved',
    subject: { kind: 'approval', id },
    person: by.person,
    detail: { kind: wanted.kind, endsAt: endsAt.toString(), textVersion: responsibility.version, textHash: responsibility.textHash },
  })
  if (renews !== null) {
    await handOver(tx, renews, id)
    await revoke(kernel, tx, renews, by.person, id)
  }
  return id
}

/**
 * Ends an approval and everything under it: tokens no longer open anything, and open streams and what was remembered go with the commit, in every process.
 * Purpose `administration`. @returns false when there is none that was not revoked before
 */
export const revoke = async (kernel: Kernel, tx: Tx, id: ApprovalId, by: PersonId | null, renewedBy: ApprovalId | null = null): Promise<boolean> => {
  const kind = await markRevoked(tx, id, by)
  if (kind === null) return false
  await trail.record(tx, { action: 'integrations.approval_revoked', subject: { kind: 'approval', id }, detail: { kind } })
  await kernel.outbox.emit(tx, [{ kind: approvalRevoked, payload: { approval: id, kind, renewedBy } }])
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, approval: id })
  return true
}

const stateOf = (row: ApprovalRow, now: Temporal.Instant): Approval['state'] =>
  row.revoked_at !== null ? 'revoked' : Temporal.Instant.compare(row.ends_at, now) <= 0 ? 'ended' : 'in_force'

/** The register (G5.3), field by field, with the names of those who took the responsibility. Purpose `administration`. */
export const approvalViews = async (kernel: Kernel, tx: Tx, rows: readonly ApprovalRow[]): Promise<Approval[]> => {
  const names = await personNames(tx, kernel.keys, rows.flatMap(({ accepted_by: by }) => (by === null ? [] : [by])))
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    party: { name: row.party_name, contact: row.party_contact, country: row.party_country, transferGround: row.transfer_ground },
    purposes: row.purposes,
    categories: row.categories,
    addresses: row.addresses,
    state: stateOf(row, tx.now),
    approvedAt: row.approved_at.toString(),
    endsAt: row.ends_at.toString(),
    revokedAt: row.revoked_at?.toString() ?? null,
    acceptedBy: row.accepted_by === null ? null : (names.get(row.accepted_by) ?? null),
    responsibility: { version: row.text_version, language: row.text_language, textHash: row.text_hash },
    renews: row.renews,
    lastUsedOn: row.last_used_on,
    clients: row.clients,
    tokens: row.tokens,
  }))
}
