import { randomInt } from 'node:crypto'
import type { WorkspaceId } from '#contract/ids.ts'
import type { Authenticate } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { hashOf, newSecret, packToken, unpackToken } from './secrets.ts'
import { addPairing, findDoor, findPairing, finishPairing } from './store-doors.ts'

const doorPrefix = 'vpd_'
const pairingMinutes = 10
const foreignKeyViolation = '23503'

/** Without letters and digits that look alike: 29 signs, so six of them are 594 million codes. */
const signs = '23456789ABCDEFGHJKMNPQRTVWXYZ'
const codeLength = 6

const newCode = (): string => Array.from({ length: codeLength }, () => signs[randomInt(signs.length)]).join('')

/** A wish to become a door display, for ten minutes. Only hashes of code and secret are kept. */
export const startPairing = async (kernel: Kernel): Promise<{ code: string; secret: string; expiresAt: Temporal.Instant }> => {
  const now = kernel.clock.now()
  const expiresAt = now.add({ minutes: pairingMinutes })
  for (;;) {
    const code = newCode()
    const secret = newSecret()
    if (await addPairing(kernel.pools, { codeHash: hashOf(code), secretHash: hashOf(secret), now, expiresAt })) return { code, secret, expiresAt }
  }
}

export type PairingEnd = 'over' | 'waiting' | { readonly workspace: WorkspaceId; readonly token: string }

/** What became of the wish; once a manager has paired the tablet, its token, this once. */
export const endPairing = async (kernel: Kernel, secret: string): Promise<PairingEnd> => {
  const secretHash = hashOf(secret)
  const pairing = await findPairing(kernel.pools, secretHash, kernel.clock.now())
  if (pairing === undefined) return 'over'
  if (pairing.tenant_id === null) return 'waiting'
  const organisation = pairing.tenant_id as Parameters<typeof packToken>[1]
  const id = crypto.randomUUID()
  const tokenSecret = newSecret()
  const workspace = await kernel
    .inPurpose({ organisation, actor: { kind: 'door', id }, purpose: 'sign_in' }, (tx) =>
      finishPairing(tx, secretHash, { id, tokenHash: hashOf(tokenSecret) }),
    )
    .catch((error: unknown) => {
      // The workspace went after it was paired.
      if ((error as { code?: string }).code === foreignKeyViolation) return null
      throw error
    })
  if (workspace === null) return 'over'
  return { workspace: workspace as WorkspaceId, token: packToken(doorPrefix, organisation, id, tokenSecret) }
}

/** Who a door display's cookie belongs to; asked anew each time, so that an unpaired door is out at once. */
export const authenticateDoor =
  (kernel: Kernel): Authenticate['door'] =>
  async (cookie) => {
    const named = unpackToken(doorPrefix, cookie)
    if (named === null) return null
    const { organisation, id, secret } = named
    const door = await kernel.inPurpose({ organisation, actor: { kind: 'door', id }, purpose: 'presence' }, (tx) =>
      findDoor(tx, id, hashOf(secret)),
    )
    if (door === undefined) return null
    return {
      kind: 'door',
      organisation,
      door: id,
      workspace: door.workspace_id as WorkspaceId,
      agreementInForce: door.agreement_in_force === true,
    }
  }
