import type { FastifyRequest } from 'fastify'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Actor, Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import {
  addOrganisation,
  lockFormation,
  lockOrganisation,
  organisationOf,
  unmarkAgreement,
} from '../organisations/index.ts'
import { addPerson, isAlone, profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { documentName } from './parties.ts'

/** How long the signing manager's formation data waits for an agreement: 30 days of 24 hours (G13.1). */
const formationHours = 30 * 24

/** What stands in rooms below, given by the house: erased for good means by the engine, with its journal, whoever asks. */
export type Leaving = {
  /** Begins to erase a person in the caller's transaction. Purpose `rights`. */
  readonly erase: (tx: Tx, person: PersonId) => Promise<void>
  /** Deletes every row of an organisation that never came to be. Purpose `retention`. */
  readonly clear: (tx: Tx) => Promise<void>
}

type NewFormation = {
  readonly organisationName: string
  readonly name: string
  readonly email: string
  readonly language: Language
  /** PHC string of `hashPassword`. */
  readonly passwordHash: string
  /** Whether a password may stand alone in this organisation. */
  readonly passwordAlone: boolean
}

/**
 * Adds an organisation with its signing manager, and nothing else of anybody (G13.1). `tx.organisation` is the new id.
 * Purpose `sign_in`.
 */
const addFormation = async (kernel: Kernel, tx: Tx, formation: NewFormation): Promise<PersonId> => {
  const { organisationName, name, email, language, passwordHash } = formation
  await addOrganisation(
    tx,
    { name: organisationName, language, formationExpiresAt: tx.now.add({ hours: formationHours }) },
  )
  const person = await addPerson(tx, kernel.keys, { name, email, language, formation: true })
  await Promise.all([
    access.grantRoles(tx, [{ person, role: 'organisation_manager' }]),
    access.setPasswords(tx, [{ person, hash: passwordHash }]),
    access.beginPolicy(tx, formation.passwordAlone),
    trail.record(
      tx,
      { action: 'agreement.formation_begun', subject: { kind: 'organisation', id: tx.organisation }, person },
    ),
  ])
  return person
}

/**
 * Somebody starts an organisation and is signed in to it.
 * @throws Refusal sign_up_closed, invalid_input, password_too_short, password_too_common, too_many_attempts
 */
export const signUp = async (
  kernel: Kernel,
  wanted: {
    readonly organisationName: string
    readonly name: string
    readonly email: string
    readonly password: string
    readonly language: Language
    readonly passwordAlone: boolean
  },
  request: FastifyRequest,
): Promise<access.SignedIn> => {
  const { SIGN_UP, OPERATOR_CONTACT } = kernel.config
  if (SIGN_UP === 'closed') throw new Refusal('sign_up_closed', { contact: OPERATOR_CONTACT })
  const organisationName = documentName('/organisationName', wanted.organisationName)
  const name = documentName('/name', wanted.name)
  const { email, language } = wanted
  await access.judgePassword(wanted.password, [name, email, organisationName])
  await access.countSignUp(kernel, request.ip)
  const passwordHash = await access.hashPassword(wanted.password)
  const organisation = crypto.randomUUID() as OrganisationId
  return kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    const person = await addFormation(kernel, tx, { organisationName, name, email, language, passwordHash, passwordAlone: wanted.passwordAlone })
    const { principal, cookie, cookieSeconds } = await access.startSession(tx, person, request.headers['user-agent'])
    return { session: await access.sessionView(tx, kernel.keys, principal), cookie, cookieSeconds, sessionKey: principal.sessionKey }
  })
}

/**
 * Takes away an organisation that never had an agreement: its signing manager with credentials, sessions, key and
 * directory entry, its trail, itself. Line of the erasure journal and keys come last before the commit: should that fail,
 * what is left is unreadable, and the next run takes it away.
 * An agreement that only its signing manager ever knew, who then leaves (`last`), goes with it: nobody is left to use it,
 * and nothing was processed under it.
 * @returns false when there is nothing to take away: an agreement came about, or (`onlyLapsed`) its time is not over
 */
const dissolve = (
  kernel: Kernel,
  leaving: Leaving,
  organisation: OrganisationId,
  actor: Actor,
  { onlyLapsed, last }: { onlyLapsed: boolean; last?: PersonId },
): Promise<boolean> =>
  kernel.inPurpose({ organisation, actor, purpose: 'retention' }, async (tx) => {
    const lapsesAt = await lockFormation(tx)
    if (lapsesAt === null) {
      await lockOrganisation(tx)
      if (last === undefined || !(await isAlone(tx, last))) return false
      await unmarkAgreement(tx)
    } else if (onlyLapsed && Temporal.Instant.compare(tx.now, lapsesAt) < 0) return false
    await leaving.clear(tx)
    const fence = kernel.keys.fence(organisation, null)
    await kernel.journal.append({ at: kernel.clock.now(), kind: 'organisation', fence, erasure: crypto.randomUUID() })
    await kernel.keys.eraseOrganisation(organisation)
    access.refreshAllSessions(kernel, tx)
    return true
  })

/** Deletes the formation data of an organisation whose 30 days passed without an agreement (G13.1). */
export const deleteLapsedFormation = async (kernel: Kernel, leaving: Leaving, organisation: OrganisationId): Promise<void> => {
  if (await dissolve(kernel, leaving, organisation, { kind: 'system' }, { onlyLapsed: true })) {
    kernel.log.info({ organisation }, 'a formation lapsed without an agreement; its data is deleted')
  }
}

/**
 * A person who has not opted in says no and goes: access ends at once, and everything about them is erased right after. When it is the signing
 * manager of an organisation still without agreement, or with nobody else in it, the organisation goes with them.
 * Purpose `rights`.
 * @throws Refusal already_opted_in
 */
export const leave = async (kernel: Kernel, leaving: Leaving, tx: Tx, person: PersonId): Promise<void> => {
  const [profile, organisation] = await Promise.all([profileOf(tx, kernel.keys, person), organisationOf(tx)])
  if (profile === null) throw new Refusal('not_found')
  if (profile.optedIn) throw new Refusal('already_opted_in')
  if (organisation.formationExpiresAt !== null || (await isAlone(tx, person))) {
    const gone = await dissolve(kernel, leaving, tx.organisation, { kind: 'person', id: person }, { onlyLapsed: false, last: person })
    if (gone) return
  }
  await trail.record(tx, { action: 'agreement.left', subject: { kind: 'person', id: person }, person })
  // Whatever a hold keeps back, they are out.
  await access.removeAccess(tx, person)
  access.refreshSessions(kernel, tx, person)
  await leaving.erase(tx, person)
}
