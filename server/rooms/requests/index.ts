/** Requests of data subjects, of the privacy officer for them, and of the customer for its own data (GDPR art. 15–18, 20; G1.2, G1.5, G8). */
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import type { ErasureDesk } from './erasure-desk.ts'
import type { Exporter } from './exporter.ts'
import { createMyData } from './my-data.ts'
import { deskRoutes } from './routes-desk.ts'
import { myDataRoutes } from './routes-my-data.ts'
import { organisationRoutes } from './routes-organisation.ts'

export { declaration } from './personal-data.ts'
export type { ErasureDesk } from './erasure-desk.ts'
export { eraseLeaver } from './erase.ts'
export { createExporter } from './exporter.ts'
export type { Exporter } from './exporter.ts'
export { dropOrganisationExports } from './exports.ts'
export { jobs } from './jobs.ts'
export { closeOpenOf, finishErasure, setState } from './store.ts'

/**
 * @param given the inventory by which everything is found, what makes exports, and what erases
 */
export const routes = (
  kernel: Kernel,
  given: { readonly inventory: readonly RoomDeclaration[]; readonly exporter: Exporter; readonly desk: ErasureDesk },
): Route[] => {
  const desks = { ...given, readMyData: createMyData(kernel, given.inventory, given.desk) }
  return [...myDataRoutes(kernel, desks), ...deskRoutes(kernel, desks), ...organisationRoutes(kernel, given.exporter)]
}
