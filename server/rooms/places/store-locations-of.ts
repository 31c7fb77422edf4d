import type { PlaceKind } from '#contract/endpoint.ts'
import type { LocationId, OrganisationId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

const texts: Readonly<Record<Exclude<PlaceKind, 'device'>, string>> = {
  location: 'SELECT id AS location FROM locations WHERE organisation_id = $1 AND id = $2',
  floor: 'SELECT location_id AS location FROM floors WHERE organisation_id = $1 AND id = $2',
  zone: `SELECT f.location_id AS location FROM zones z JOIN floors f ON f.organisation_id = z.organisation_id AND f.id = z.floor_id
    WHERE z.organisation_id = $1 AND z.id = $2`,
  workspace: 'SELECT location_id AS location FROM workspaces WHERE organisation_id = $1 AND id = $2',
}

/** At which location a floor, zone or workspace is: what a right for one location is measured by. Null when there is no such thing here. */
export const locationOf =
  (kernel: Kernel) =>
  (organisation: OrganisationId, kind: Exclude<PlaceKind, 'device'>, id: string): Promise<LocationId | null> =>
    kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
      const [found] = await statement<{ location: LocationId }>(tx, texts[kind], [organisation, id])
      return found?.location ?? null
    })

/** Names of all locations by id. Purpose `administration`. */
export const locationNames = async (tx: Tx): Promise<ReadonlyMap<LocationId, string>> => {
  const rows = await tx.db.selectFrom('locations').select(['id', 'name']).where('organisation_id', '=', tx.organisation).execute()
  return new Map(rows.map(({ id, name }) => [id as LocationId, name]))
}
