import type { FastifyRequest } from 'fastify'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { findOrganisation } from '../organisations/index.ts'
import { changeProfile, profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { hashPassword } from './password-hash.ts'
import { judgePassword } from './password-rules.ts'
import { sessionView } from './session-view.ts'
import { endSessions, startSession } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'
import { linkAttempt } from './store-attempts.ts'
import { invitedBy, replaceInvitation, setPasswords, useInvitation } from './store.ts'
import { mintToken, readToken } from './token.ts'

const validDays = 7

export type Invitation = { readonly url: string; readonly expiresAt: string }

/**
 * A link for choosing a password, valid once and for seven days; the one before it stops working. The token stands in
 * the fragment, which browsers send to no server and so into no log. Purpose `administration`.
 */
export const invite = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<Invitation> => {
  const token = mintToken(tx.organisation)
  const expiresAt = tx.now.add({ hours: validDays * 24 })
  await replaceInvitation(tx, person, token.hash, expiresAt)
  return { url: `${kernel.publicUrl}/invitation#${token.value}`, expiresAt: expiresAt.toString() }
}

/**
 * Takes up an invitation, or a link for a forgotten password: sets the password, ends what sessions there are and
 * starts one here.
 * @throws Refusal too_many_attempts, invitation_invalid, agreement_not_in_force, password_too_short or
 *   password_too_common
 */
export const acceptInvitation = async (
  kernel: Kernel,
  wanted: { readonly token: string; readonly password: string; readonly language?: 'nl' | 'en' | undefined },
  request: FastifyRequest,
): Promise<SignedIn> => {
  const attempt = await linkAttempt(kernel, request.ip)
  const refuse = async (): Promise<never> => {
    await attempt.failed()
    throw new Refusal('invitation_invalid')
  }
  const token = readToken(wanted.token)
  if (token === null) return refuse()
  const { organisation, hash } = token
  const asked = { organisation, actor: { kind: 'system' }, purpose: 'sign_in' } as const
  const invited = await kernel.inPurpose(asked, async (tx) => {
    const [found, person] = await Promise.all([findOrganisation(tx), invitedBy(tx, hash)])
    if (found === null || person === null) return null
    if (found.agreementInForceId === null) throw new Refusal('agreement_not_in_force')
    const profile = await profileOf(tx, kernel.keys, person)
    return { person, ownWords: [profile?.name ?? '', profile?.email ?? '', found.name] }
  })
  if (invited === null) return refuse()
  const { person, ownWords } = invited
  await judgePassword(wanted.password, ownWords)
  const passwordHash = await hashPassword(wanted.password)
  return kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, async (tx) => {
    if (!(await useInvitation(tx, hash))) throw new Refusal('invitation_invalid')
    if (wanted.language !== undefined) await changeProfile(tx, kernel.keys, person, { language: wanted.language })
    await setPasswords(tx, [{ person, hash: passwordHash }])
    await endSessions(kernel, tx, person)
    const { principal, cookie } = await startSession(tx, person, request.headers['user-agent'])
    const [session] = await Promise.all([
      sessionView(tx, kernel.keys, principal),
      trail.record(tx, { action: 'access.invitation_accepted', subject: { kind: 'person', id: person }, person }),
    ])
    return { session, cookie }
  })
}
