import type { OrganisationId, StaffId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Actor, Tx } from '#kernel/purpose/in-purpose.ts'

/**
 * The operator as an organisation of its own, for what it keeps of its own people: their keys hang below this id, and its log has this id. It is no
 * customer: it has no row among the tenants, and no people.
 */
export const operatorId = '00000000-0000-4000-8000-000000000001' as OrganisationId

/** A transaction on the operator's own register. Who acts is one of its staff, or nobody yet. */
export const amongStaff = <T>(kernel: Pick<Kernel, 'inPurpose'>, staff: StaffId | null, work: (tx: Tx) => Promise<T>): Promise<T> =>
  kernel.inPurpose({ organisation: operatorId, actor: actorOf(staff), purpose: 'security' }, work)

export const actorOf = (staff: StaffId | null): Actor => (staff === null ? { kind: 'system' } : { kind: 'staff', id: staff })
