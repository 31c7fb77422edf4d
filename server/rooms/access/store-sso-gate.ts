import type { PersonId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

const admitted = `
  SELECT FROM person_states p
  JOIN organisation_states o ON o.organisation_id = p.organisation_id
  LEFT JOIN sign_in_policies y ON y.organisation_id = p.organisation_id
  WHERE p.organisation_id = $1 AND p.person_id = $2
    AND p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > $3::timestamptz)
    AND o.access_ended_at IS NULL AND (o.formation_expires_at IS NULL OR o.formation_expires_at > $3::timestamptz)
    AND ($4::boolean OR y.sso_required IS NOT TRUE
      OR EXISTS (SELECT FROM break_glass_accounts b WHERE b.organisation_id = $1 AND b.person_id = $2))`

/**
 * Whether somebody may come in this way now: they are there, not switched off and not past their end; their organisation goes on; and where it wants
 * everyone to come in through its own identity provider, this is that way or theirs is a break-glass account. Every way of signing in asks this, and
 * answers false as it answers a wrong password. Purpose `sign_in`.
 */
export const mayComeInHere = async (tx: Tx, person: PersonId, method: PersonPrincipal['method']): Promise<boolean> => {
  const throughProvider = method === 'oidc' || method === 'saml'
  return (await statement(tx, admitted, [tx.organisation, person, tx.now.toString(), throughProvider])).length > 0
}
