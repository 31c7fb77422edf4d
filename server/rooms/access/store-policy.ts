import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type Network = { readonly name: string; readonly range: string }

export type SignInPolicy = {
  readonly passwordAlone: boolean
  readonly hardwareKeys: boolean
  readonly idleMinutes: number
  readonly absoluteHours: number
  readonly networks: readonly Network[]
  readonly ssoRequired: boolean
}

/** What holds where nothing was said (ASVS 5.0 7.3.1, 7.3.2): no password alone; half a day without use, two weeks whatever happens. */
export const strictPolicy: SignInPolicy = {
  passwordAlone: false, hardwareKeys: false, idleMinutes: 12 * 60, absoluteHours: 14 * 24, networks: [], ssoRequired: false,
}

/** How this organisation wants its people to sign in. Purposes `sign_in`, `administration`. */
export const policyOf = async (tx: Tx): Promise<SignInPolicy> => {
  const row = await tx.db
    .selectFrom('sign_in_policies')
    .select(['password_alone', 'hardware_keys', 'idle_minutes', 'absolute_hours', 'networks', 'sso_required'])
    .where('organisation_id', '=', tx.organisation)
    .executeTakeFirst()
  if (row === undefined) return strictPolicy
  return {
    passwordAlone: row.password_alone,
    hardwareKeys: row.hardware_keys,
    idleMinutes: row.idle_minutes,
    absoluteHours: row.absolute_hours,
    networks: row.networks as Network[],
    ssoRequired: row.sso_required,
  }
}

/** Everything but whether the organisation's own identity provider is required, which is set with the provider. Purpose `administration`. */
export const setPolicy = async (tx: Tx, policy: Omit<SignInPolicy, 'ssoRequired'>): Promise<void> => {
  await sql`
    INSERT INTO sign_in_policies (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, changed_at)
    VALUES (${tx.organisation}, ${policy.passwordAlone}, ${policy.hardwareKeys}, ${policy.idleMinutes}, ${policy.absoluteHours},
      ${JSON.stringify(policy.networks)}::jsonb, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (organisation_id) DO UPDATE SET password_alone = EXCLUDED.password_alone, hardware_keys = EXCLUDED.hardware_keys,
      idle_minutes = EXCLUDED.idle_minutes, absolute_hours = EXCLUDED.absolute_hours, networks = EXCLUDED.networks, changed_at = EXCLUDED.changed_at
    `.execute(tx.db)
}
