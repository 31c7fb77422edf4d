import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'

export type Tenant = { readonly id: OrganisationId; readonly created_at: Temporal.Instant }

/** The registry: which organisations there are, and nothing about them. For the operator's desk. */
export const tenantsAfter = async ({ pools }: Pick<Kernel, 'pools'>, after: OrganisationId | null, most: number): Promise<Tenant[]> =>
  (await pools.pool('jobs').query<Tenant>('SELECT id, created_at FROM tenants WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2', [after, most])).rows

export const countTenants = async ({ pools }: Pick<Kernel, 'pools'>): Promise<number> =>
  (await pools.pool('jobs').query<{ n: number }>('SELECT count(*)::integer AS n FROM tenants')).rows[0]?.n ?? 0
