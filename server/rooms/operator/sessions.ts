import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { StaffId, StaffKeyId } from '#contract/ids.ts'
import type { StaffSession } from '#contract/endpoints/operator-sign-in.ts'
import { setCookie, stepUpMinutes } from '#kernel/http/index.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { deviceWords } from '../access/index.ts'
import { loadStaffKeys } from './names.ts'
import { amongStaff } from './own.ts'
import { absoluteHours, addSession, readSession } from './store-sessions.ts'
import { readStaffMember } from './store-staff.ts'

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const shape = /^[\w-]{43}$/

/** How a cookie becomes somebody of the operator; asked anew with each request, so that who leaves is gone at once. */
export const authenticateStaff =
  (kernel: Kernel) =>
  (cookie: string): Promise<StaffPrincipal | null> =>
    shape.test(cookie) ? amongStaff(kernel, null, (tx) => readSession(tx, hashOf(cookie))) : Promise.resolve(null)

/** Always with a secret of its own. @returns the cookie's value */
export const startSession = async (tx: Tx, staff: StaffId, key: StaffKeyId, request: FastifyRequest): Promise<{ cookie: string; principal: StaffPrincipal }> => {
  const cookie = randomBytes(32).toString('base64url')
  await addSession(tx, staff, key, hashOf(cookie), deviceWords(request.headers['user-agent']))
  const principal = await readSession(tx, hashOf(cookie))
  if (principal === null) throw new Error('a session that was just started cannot be read')
  return { cookie, principal }
}

export const giveCookie = (kernel: Kernel, reply: FastifyReply, cookie: string): void => setCookie(reply, kernel.config.secure, 'staff', cookie, absoluteHours * 3600)

/** Who of the operator this is, as they see it themselves. */
export const sessionView = async (kernel: Kernel, tx: Tx, principal: StaffPrincipal): Promise<StaffSession> => {
  const row = await readStaffMember(tx, principal.staff)
  if (row === null) throw new Error('a session of nobody in the register')
  const keys = await loadStaffKeys(kernel, [principal.staff])
  return {
    staff: { id: row.id, name: keys.open(row.id, 'name', row.name_sealed) ?? '', roles: row.roles, keys: row.keys },
    declared: row.declared_at !== null,
    language: row.language,
    stepUpUntil: principal.verifiedAt.add({ minutes: stepUpMinutes }).toString(),
    expiresAt: principal.expiresAt.toString(),
  }
}
