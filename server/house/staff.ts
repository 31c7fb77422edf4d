import type { ClientConfig } from 'pg'
import type { Config } from '#kernel/config.ts'
import { systemClock } from '#kernel/clock.ts'
import { createPools, loginPassword } from '#kernel/database/index.ts'
import type { Keyring } from '#kernel/keys/index.ts'
import { createInPurpose } from '#kernel/purpose/in-purpose.ts'
import { inviteFirst } from '../rooms/operator/index.ts'

/** The operator's register beside a running service: a link for the first of its people; null when a lead works here already. */
export const inviteFirstStaff = async (config: Config, keyring: Keyring, database: ClientConfig, who: { readonly name: string; readonly email: string }) => {
  const secret = await keyring.secret('database logins')
  const pools = createPools(database, {
    password: (login) => config.DATABASE_LOGIN_PASSWORD ?? loginPassword(secret, login),
    connections: config.DATABASE_CONNECTIONS,
    onError: () => {},
  })
  try {
    return await inviteFirst({ inPurpose: createInPurpose(pools, systemClock), keys: keyring.keys, publicUrl: config.publicUrl }, who)
  } finally {
    await pools.close()
  }
}
