import { z } from 'zod'
import * as endpoints from '#contract/endpoints/trail.ts'
import type { TrailEntryShown } from '#contract/endpoints/trail.ts'
import type { PersonId, TrailEntryId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { readWitnessKey, witnessVerifierKey } from './checkpoint.ts'
import { makeEvidence } from './evidence.ts'
import { lookedAt, lookedAtListInAudit } from './looked-at.ts'
import { record } from './store.ts'
import * as store from './store-proofs.ts'
import type { WitnessRow } from './store-proofs.ts'
import { findEntries } from './store-query.ts'
import type { FoundEntry } from './store-query.ts'

/** Opens names of people; given by the house, since the room people comes below this one. */
export type NamesOf = (tx: Tx, people: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, string>>

const pageLength = 50
/** By which office somebody reads the trail. */
const officeOf = ({ roles }: PersonPrincipal): string => roles.find((role) => role === 'privacy_officer' || role === 'auditor') ?? 'privacy_officer'

const refuse = (pointer: string, detail: string): never => {
  throw new Refusal('invalid_input', {}, { errors: [{ pointer, detail }] })
}

const cursorOf = ({ at, id }: FoundEntry): string => `${at.toString()}_${id}`
const readCursor = (text: string | undefined): { readonly at: string; readonly id: string } | null => {
  if (text === undefined) return null
  const [, at, id] = /^([-\d]{10}T[\d:.]{8,18}Z)_([0-9a-f-]{36})$/.exec(text) ?? []
  return at === undefined || id === undefined || !z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success
    ? refuse('/before', 'not a place in this list')
    : { at, id }
}

/** Everybody who stands in some entries. */
const peopleIn = (entries: readonly Pick<FoundEntry, 'actor_kind' | 'actor_id' | 'person_id' | 'subject_kind' | 'subject_id'>[]): PersonId[] => {
  const found = entries.flatMap((entry) => [
    entry.actor_kind === 'person' ? entry.actor_id : null,
    entry.person_id,
    entry.subject_kind === 'person' ? entry.subject_id : null,
  ])
  return [...new Set(found.filter((id) => id !== null))] as PersonId[]
}

const shown = (entry: FoundEntry, names: ReadonlyMap<PersonId, string>): z.output<typeof TrailEntryShown> => {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id as PersonId) ?? null))
  return {
    id: entry.id as TrailEntryId,
    index: entry.sequence,
    at: entry.at.toString(),
    actor: { kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_kind === 'person' ? nameOf(entry.actor_id) : null },
    purpose: entry.purpose,
    action: entry.action,
    subject: entry.subject_kind === null ? null : { kind: entry.subject_kind, id: entry.subject_id },
    person: entry.person_id === null ? null : { id: entry.person_id as PersonId, name: nameOf(entry.person_id) },
    detail: entry.detail as z.output<typeof TrailEntryShown>['detail'],
    erased: entry.erased,
  }
}

const shownWitness = ({ name, public_key, added_at }: WitnessRow) => ({
  name,
  verifierKey: witnessVerifierKey({ name, publicKey: public_key }),
  addedAt: added_at.toString(),
})

const idsOf = (text: string | undefined): string[] | null => {
  if (text === undefined) return null
  const ids = z.array(z.uuid()).min(1).max(500).safeParse(text.split(','))
  return ids.success ? ids.data : refuse('/entries', 'expected at most 500 ids of entries, separated by commas')
}

/** What the privacy officer asks of the trail. Whom they come to see by it is recorded. */
export const officerRoutes = ({ signer }: Kernel, namesOf: NamesOf): Route[] => [
  route(endpoints.queryTrail, async ({ tx, principal, query }) => {
    const role = officeOf(principal)
    const { before, ...question } = query
    const entries = await findEntries(tx, { ...question, after: readCursor(before) }, pageLength + 1)
    const page = entries.slice(0, pageLength)
    const last = entries.length > pageLength ? page.at(-1) : undefined
    const people = peopleIn(page)
    const asked = query.personId === undefined ? [] : [query.personId]
    const names = await namesOf(tx, [...new Set([...people, ...asked])])
    await lookedAtListInAudit(tx, people, { role, view: 'trail' })
    // Of somebody who is not here there is nothing to look at.
    for (const person of asked) if (names.has(person)) await lookedAt(tx, person, { role, view: 'trail' })
    return { entries: page.map((entry) => shown(entry, names)), next: last === undefined ? null : cursorOf(last) }
  }),

  route(endpoints.getEvidence, async ({ tx, principal, query, reply }) => {
    const { text, entries } = await makeEvidence(tx, signer, {
      entries: idsOf(query.entries),
      from: query.from ?? null,
      to: query.to ?? null,
      since: query.since ?? null,
    })
    await lookedAtListInAudit(tx, peopleIn(entries), { role: officeOf(principal), view: 'evidence' })
    reply.header('content-disposition', 'attachment; filename="vrijplek-evidence.json"')
    return text
  }),

  route(endpoints.listWitnesses, async ({ tx }) => ({ witnesses: (await store.readWitnesses(tx)).map(shownWitness) })),

  route(endpoints.addWitness, async ({ tx, body }) => {
    const witness = readWitnessKey(body.verifierKey.trim())
    if (witness === null) throw new Refusal('verifier_key_invalid')
    if (!(await store.addWitness(tx, witness))) throw new Refusal('name_taken', { name: witness.name })
    await record(tx, { action: 'trail.witness_added' })
    return { name: witness.name, verifierKey: witnessVerifierKey(witness), addedAt: tx.now.toString() }
  }),

  route(endpoints.removeWitness, async ({ tx, params }) => {
    if (!(await store.removeWitness(tx, params.name))) throw new Refusal('not_found')
    await record(tx, { action: 'trail.witness_removed' })
  }),
]
