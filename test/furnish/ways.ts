import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'

/** Adds a passkey and a session that runs. */
export const furnishWays = async ({ kernel, query, clock }: TestHouse, ids: Ids): Promise<Ids> => {
  const { organisation, person } = ids.person
  const [passkeyId, sessionId] = [randomUUID(), randomUUID()]
  const now = clock.now().toString()
  const own = await kernel.keys.load(organisation, [person])
  await query(
    `INSERT INTO passkeys (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, created_at)
     VALUES ($1, $2, $3, $4, $5, $5, 1, '{usb}', true, false, gen_random_uuid(), $6)`,
    [organisation, passkeyId, person, own.seal(person, 'name', 'Sleutelbos'), randomBytes(32), now],
  )
  await query(
    `INSERT INTO sessions (organisation_id, id, person_id, token_hash, device, created_at, seen_at, verified_at, idle_until, absolute_until)
     VALUES ($1, $2, $3, $4, 'Firefox on Android', $5, $5, $5, $5::timestamptz + interval '12 hours', $5::timestamptz + interval '14 days')`,
    [organisation, sessionId, person, randomBytes(32), now],
  )
  return { ...ids, byName: { ...ids.byName, passkeyId, sessionId } }
}
