import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { staffAttempt } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { answeredBy, askKey, enrolOptions, isProven, judgeEnrolment, keepKey } from './hardware-key.ts'
import { loadStaffKeys } from './names.ts'
import { actorOf, amongStaff } from './own.ts'
import { sessionView, startSession } from './sessions.ts'
import { keysOf } from './store-keys.ts'
import { markVerified } from './store-sessions.ts'
import { linkOwner, markActive, readStaffMember, useLink } from './store-staff.ts'

const linkHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Counts what is refused against the address it comes from. @throws what `work` throws, and Refusal too_many_attempts */
const held = async <T>(kernel: Kernel, request: FastifyRequest, work: () => Promise<T>): Promise<T> => {
  const attempt = await staffAttempt(kernel, request.ip)
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) await attempt.failed()
    throw error
  }
}

const begin = async (kernel: Kernel, tx: Tx, started: { principal: StaffPrincipal; cookie: string }) => ({
  cookie: started.cookie,
  session: await sessionView(kernel, tx, started.principal),
})

/** @throws Refusal staff_link_invalid, too_many_attempts */
export const linkOptions = (kernel: Kernel, token: string, request: FastifyRequest) =>
  held(kernel, request, async () => {
    const found = await amongStaff(kernel, null, async (tx) => {
      const owner = await linkOwner(tx, linkHash(token))
      const member = owner === null ? null : await readStaffMember(tx, owner)
      return member === null ? null : { member, known: await keysOf(tx, member.id) }
    })
    if (found === null) throw new Refusal('staff_link_invalid')
    const { member, known } = found
    const name = (await loadStaffKeys(kernel, [member.id])).open(member.id, 'name', member.name_sealed) ?? ''
    return { name, options: await enrolOptions(kernel, member.id, name, known, token) }
  })

type LinkUse = { readonly token: string; readonly name: string; readonly language: Language; readonly answer: unknown }

/** Enrols the key, uses the link up and signs in. @throws Refusal staff_link_invalid, staff_key_refused, staff_key_not_hardware, too_many_attempts */
export const enrolWithLink = (kernel: Kernel, { token, name, language, answer }: LinkUse, request: FastifyRequest) =>
  held(kernel, request, async () => {
    const made = await judgeEnrolment(kernel, answer, token)
    return amongStaff(kernel, null, async (plain) => {
      const staff = await useLink(plain, linkHash(token))
      if (staff === null) throw new Refusal('staff_link_invalid')
      const tx = { ...plain, actor: actorOf(staff) }
      const key = await keepKey(tx, await loadStaffKeys(kernel, [staff]), staff, name, made)
      await markActive(tx, staff, language)
      const started = await startSession(tx, staff, key, request)
      await trail.record(tx, [
        { action: 'operator.key_enrolled', subject: { kind: 'staff', id: staff }, detail: { key, proven: isProven(made.attestation) } },
        { action: 'operator.signed_in', subject: { kind: 'staff', id: staff }, detail: { key } },
      ])
      return begin(kernel, tx, started)
    })
  })

/** @throws Refusal too_many_attempts */
export const signInOptions = async (kernel: Kernel, request: FastifyRequest) => {
  await staffAttempt(kernel, request.ip)
  return { options: await askKey(kernel, 'staff_sign_in', null) }
}

/** @throws Refusal staff_key_refused, too_many_attempts */
export const signIn = (kernel: Kernel, answer: unknown, request: FastifyRequest) =>
  held(kernel, request, async () => {
    const { key } = await answeredBy(kernel, answer, { kind: 'staff_sign_in', boundTo: null }, null, (work) => amongStaff(kernel, null, work))
    return amongStaff(kernel, key.staff, async (tx) => {
      const started = await startSession(tx, key.staff, key.id, request)
      await trail.record(tx, { action: 'operator.signed_in', subject: { kind: 'staff', id: key.staff }, detail: { key: key.id } })
      return begin(kernel, tx, started)
    })
  })

export const stepUpOptions = async (kernel: Kernel, { staff, sessionKey }: StaffPrincipal) => {
  const known = await amongStaff(kernel, staff, (tx) => keysOf(tx, staff))
  return { options: await askKey(kernel, 'staff_step_up', sessionKey, known) }
}

/** @throws Refusal staff_key_refused, too_many_attempts */
export const stepUp = (kernel: Kernel, principal: StaffPrincipal, answer: unknown, request: FastifyRequest) =>
  held(kernel, request, async () => {
    const { staff, sessionKey } = principal
    const inRegister = <T>(work: (tx: Tx) => Promise<T>) => amongStaff(kernel, staff, work)
    await answeredBy(kernel, answer, { kind: 'staff_step_up', boundTo: sessionKey }, staff, inRegister)
    return inRegister(async (tx) => {
      await markVerified(tx, sessionKey)
      return sessionView(kernel, tx, { ...principal, verifiedAt: tx.now })
    })
  })
