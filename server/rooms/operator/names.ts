import type { PersonId, StaffId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { PersonKeys } from '#kernel/keys/index.ts'
import { operatorId } from './own.ts'

/** Each of the staff has a key of their own, as people of customers have; its owner is the operator. */
const asOwner = (staff: StaffId): PersonId => staff as string as PersonId

export type StaffKeys = {
  seal(staff: StaffId, field: 'name' | 'email' | 'key name', text: string): Buffer
  /** Null: the key is gone, and with it what it sealed. */
  open(staff: StaffId, field: 'name' | 'email' | 'key name', sealed: Uint8Array): string | null
}

const forStaff = (keys: PersonKeys): StaffKeys => ({
  seal: (staff, field, text) => keys.seal(asOwner(staff), field, text),
  open: (staff, field, sealed) => keys.open(asOwner(staff), field, sealed),
})

export const createStaffKey = async ({ keys }: Pick<Kernel, 'keys'>, staff: StaffId): Promise<StaffKeys> => forStaff(await keys.create(operatorId, asOwner(staff)))

export const loadStaffKeys = async ({ keys }: Pick<Kernel, 'keys'>, staff: readonly StaffId[]): Promise<StaffKeys> =>
  forStaff(await keys.load(operatorId, staff.map(asOwner)))

/** For good: names in old copies open no more. */
export const eraseStaffKeys = ({ keys }: Pick<Kernel, 'keys'>, staff: readonly StaffId[]): Promise<void> => keys.erase(operatorId, staff.map(asOwner))

export const emailIndexOf = ({ keys }: Pick<Kernel, 'keys'>, email: string): Buffer => keys.directoryIndex('email of staff', email.trim().toLowerCase())
