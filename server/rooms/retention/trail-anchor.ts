import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'

/** Where an entry stands in the trail, with its proof. */
export const anchorOf = async (_kernel: Kernel, _organisation: OrganisationId, _entry: string): Promise<unknown> => null
