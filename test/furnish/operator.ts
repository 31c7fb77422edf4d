import { randomBytes, randomUUID } from 'node:crypto'
import type { StaffId } from '#contract/ids.ts'
import type { TestHouse } from '../house.ts'
import type { Ids } from '../furnish.ts'
import { inviteFirst } from '../../server/rooms/operator/index.ts'

/** Adds what the operator and its customers see of each other: a visit that is asked for, one of the staff and their key. */
export const furnishOperator = async (house: TestHouse, ids: Ids): Promise<Ids> => {
  const { query, kernel, clock } = house
  await inviteFirst(kernel, { name: 'Ruth Baas', email: `${randomUUID()}@beheer.example` })
  const [staff] = await query<{ id: StaffId }>('SELECT id FROM staff ORDER BY invited_at DESC LIMIT 1')
  const [visitId, staffKeyId, now] = [randomUUID(), randomUUID(), clock.now().toString()]
  await query(
    `INSERT INTO staff_keys (id, staff_id, name_sealed, credential_id, public_key, counter, transports, aaguid, attestation, proven_by_maker, created_at)
     VALUES ($1, $2, $3, $3, $3, 1, '{usb}', gen_random_uuid(), 'packed', false, $4)`,
    [staffKeyId, staff?.id, randomBytes(40), now],
  )
  await query(
    `INSERT INTO support_visits (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at)
     VALUES ($1, $2, $3, 'fault', $4, 'VP-1', 'consent', 'read', 30, $5)`,
    [ids.organisationId, visitId, staff?.id, randomBytes(40), now],
  )
  return { ...ids, byName: { ...ids.byName, visitId, staffId: staff?.id ?? '', staffKeyId } }
}
