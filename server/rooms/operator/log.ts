import type { OrganisationId, StaffId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { findEntries } from '../trail/index.ts'
import { loadStaffKeys } from './names.ts'
import { amongStaff, operatorId } from './own.ts'
import { readStaff } from './store-staff.ts'

const pageLength = 50
const cursor = /^([-\d]{10}T[\d:.]{8,18}Z)_([0-9a-f-]{36})$/

/** Names of all the operator's people, by id; of the forgotten none. */
export const staffNames = async (kernel: Kernel): Promise<ReadonlyMap<string, string>> => {
  const rows = await amongStaff(kernel, null, readStaff)
  const keys = await loadStaffKeys(kernel, rows.map(({ id }) => id))
  return new Map(rows.flatMap(({ id, name_sealed }) => {
    const name = keys.open(id, 'name', name_sealed)
    return name === null ? [] : [[id, name] as const]
  }))
}

/** What the operator's people did, out of the operator's own log. @throws Refusal invalid_input */
export const operatorLog = async (kernel: Kernel, staff: StaffId, before: string | undefined, namesOfCustomers: (ids: readonly OrganisationId[]) => Promise<ReadonlyMap<string, string>>) => {
  const [, at, id] = before === undefined ? [] : (cursor.exec(before) ?? [])
  if (before !== undefined && (at === undefined || id === undefined)) {
    throw new Refusal('invalid_input', {}, { errors: [{ pointer: '/before', detail: 'not a place in this list' }] })
  }
  const after = at === undefined || id === undefined ? null : { at, id }
  const entries = await kernel.inPurpose({ organisation: operatorId, actor: { kind: 'staff', id: staff }, purpose: 'audit' }, (tx) =>
    findEntries(tx, { after }, pageLength + 1),
  )
  const page = entries.slice(0, pageLength)
  const last = entries.length > pageLength ? page.at(-1) : undefined
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  const customers = [...new Set(page.flatMap(({ detail }) => text((detail as Record<string, unknown>)['organisation']) ?? []))] as OrganisationId[]
  const [names, named] = await Promise.all([staffNames(kernel), namesOfCustomers(customers)])
  return {
    entries: page.map((entry) => {
      const detail = entry.detail as Record<string, unknown>
      const organisation = text(detail['organisation'])
      return {
        at: entry.at.toString(),
        index: entry.sequence,
        action: entry.action,
        staff: entry.actor_kind === 'staff' && entry.actor_id !== null ? { id: entry.actor_id as StaffId, name: names.get(entry.actor_id) ?? null } : null,
        about: entry.subject_kind === null ? null : { kind: entry.subject_kind, id: entry.subject_id, name: entry.subject_kind === 'staff' ? (names.get(entry.subject_id ?? '') ?? null) : null },
        organisation: organisation === null ? null : (named.get(organisation) ?? organisation),
        ticket: text(detail['ticket']),
      }
    }),
    next: last === undefined ? null : `${last.at.toString()}_${last.id}`,
    logId: operatorId,
  }
}
