import type { LocationId, OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { readLocationOf } from './store-devices.ts'

/** At which location a device stands: what a right for one location is measured by. Null: nowhere, at several, or there is no such device here. */
export const locationOfDevice =
  (kernel: Kernel) =>
  (organisation: OrganisationId, id: string): Promise<LocationId | null> =>
    kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) => readLocationOf(tx, id))
