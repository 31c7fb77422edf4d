import { sql } from 'kysely'
import type { EmailDomainId, OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type EmailDomain = {
  readonly id: EmailDomainId
  readonly domain: string
  readonly token: string
  readonly selfJoin: boolean
  readonly checkedAt: Temporal.Instant | null
  readonly provenAt: Temporal.Instant | null
  readonly missingSince: Temporal.Instant | null
}

const columns = sql`id, domain, token, self_join AS "selfJoin", checked_at AS "checkedAt", proven_at AS "provenAt", missing_since AS "missingSince"`
const indexOf = ({ keys }: Pick<Kernel, 'keys'>, domain: string): Buffer => keys.directoryIndex('domain', domain)

/** In the order of the alphabet. Purposes `sign_in`, `administration`. */
export const readDomains = async (tx: Tx): Promise<EmailDomain[]> => {
  const { rows } = await sql<EmailDomain>`SELECT ${columns} FROM email_domains WHERE organisation_id = ${tx.organisation} ORDER BY domain`.execute(tx.db)
  return rows
}

/** @throws Refusal not_found */
export const domainOfId = async (tx: Tx, id: EmailDomainId): Promise<EmailDomain> => {
  const { rows } = await sql<EmailDomain>`SELECT ${columns} FROM email_domains WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
  if (rows[0] === undefined) throw new Refusal('not_found')
  return rows[0]
}

/** @throws Refusal domain_claimed when this organisation claims it already */
export const addDomain = async (tx: Tx, id: EmailDomainId, domain: string, token: string): Promise<void> => {
  const { rows } = await sql`
    INSERT INTO email_domains (organisation_id, id, domain, token, claimed_at) VALUES (${tx.organisation}, ${id}, ${domain}, ${token}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (organisation_id, domain) DO NOTHING RETURNING 1`.execute(tx.db)
  if (rows.length === 0) throw new Refusal('domain_claimed')
}

/** @throws Refusal not_found, domain_not_proven */
export const setSelfJoin = async (tx: Tx, id: EmailDomainId, selfJoin: boolean): Promise<void> => {
  const { provenAt } = await domainOfId(tx, id)
  if (selfJoin && provenAt === null) throw new Refusal('domain_not_proven')
  await sql`UPDATE email_domains SET self_join = ${selfJoin} WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** Gives it up, proven or not. @throws Refusal not_found */
export const deleteDomain = async (kernel: Kernel, tx: Tx, id: EmailDomainId): Promise<string> => {
  const { domain, provenAt } = await domainOfId(tx, id)
  if (provenAt !== null) await releaseDomain(kernel, tx, domain)
  await sql`DELETE FROM email_domains WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
  return domain
}

/** Takes the domain for this organisation; false when another one has it. Purpose `administration`. */
export const takeDomain = async (kernel: Kernel, tx: Tx, domain: string): Promise<boolean> => {
  const index = indexOf(kernel, domain)
  await sql`INSERT INTO domain_directory (domain_index, tenant_id) VALUES (${index}, ${tx.organisation}) ON CONFLICT DO NOTHING`.execute(tx.db)
  // Of another organisation's row nothing is seen here.
  const { rows } = await sql`SELECT FROM domain_directory WHERE domain_index = ${index} AND tenant_id = ${tx.organisation}`.execute(tx.db)
  return rows.length === 1
}

/** Another organisation may prove it from now on. Purpose `administration`. */
export const releaseDomain = async (kernel: Kernel, tx: Tx, domain: string): Promise<void> => {
  await sql`DELETE FROM domain_directory WHERE domain_index = ${indexOf(kernel, domain)} AND tenant_id = ${tx.organisation}`.execute(tx.db)
}

/** How a look in DNS left it. Purpose `administration`. */
export const writeProof = async (
  tx: Tx,
  id: EmailDomainId,
  proof: { readonly provenAt: Temporal.Instant | null; readonly missingSince: Temporal.Instant | null },
): Promise<void> => {
  await sql`
    UPDATE email_domains SET checked_at = ${tx.now.toString()}::timestamptz, proven_at = ${proof.provenAt?.toString() ?? null}::timestamptz,
      missing_since = ${proof.missingSince?.toString() ?? null}::timestamptz, self_join = self_join AND ${proof.provenAt !== null}
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** Whose a domain is by proof, over all organisations: the look-up of somebody who has said no more than an address. Null: nobody's. */
export const organisationOfDomain = async (kernel: Kernel, domain: string): Promise<OrganisationId | null> => {
  const { rows } = await kernel.pools.pool('sign_in').query<{ organisation: OrganisationId }>({
    name: 'organisation_of_domain',
    text: 'SELECT tenant_id AS organisation FROM domain_directory WHERE domain_index = $1',
    values: [indexOf(kernel, domain)],
  })
  return rows[0]?.organisation ?? null
}

/** Whether this organisation has proven the domain of an address. Purposes `sign_in`, `administration`. */
export const isProvenHere = async (tx: Tx, domain: string): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM email_domains WHERE organisation_id = ${tx.organisation} AND domain = ${domain} AND proven_at IS NOT NULL`.execute(tx.db)
  return rows.length === 1
}

/** Whether whoever has an address in this domain may make an account here. Purpose `administration`. */
export const mayJoinBy = async (tx: Tx, domain: string): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM email_domains WHERE organisation_id = ${tx.organisation} AND domain = ${domain} AND proven_at IS NOT NULL AND self_join`.execute(tx.db)
  return rows.length === 1
}
