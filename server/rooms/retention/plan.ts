import type { Kernel } from '#kernel/kernel.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { Catalogue } from './catalogue.ts'
import { personFates } from './fates.ts'
import type { Fate } from './fates.ts'
import { readCatalogue } from './store-catalogue.ts'

/** What every erasure goes by. The schema stands still while the service runs, so it is read once. */
export type Plan = { readonly catalogue: Catalogue; readonly fates: readonly Fate[] }

/** @returns reads the plan at first use; it throws while any place of a person's id is undeclared, and reads again the next time */
export const createPlan = (kernel: Pick<Kernel, 'inPurpose'>, inventory: readonly RoomDeclaration[]): ((organisation: OrganisationId) => Promise<Plan>) => {
  let known: Promise<Plan> | undefined
  return (organisation) => {
    known ??= kernel
      .inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, readCatalogue)
      .then((catalogue) => ({ catalogue, fates: personFates(catalogue, inventory) }))
    known.catch(() => {
      known = undefined
    })
    return known
  }
}
