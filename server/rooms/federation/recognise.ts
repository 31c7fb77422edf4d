import type { PersonId } from '#contract/ids.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { Email } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { refreshSessions, syncDirectoryGrants } from '../access/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { accountsOfEmail, setTeam } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { givenBy } from './mapping.ts'
import { domainOf, makePerson } from './newcomers.ts'
import { isProvenHere } from './store-domains.ts'
import { isLinked, linkIdentity, personOfSubject, subjectIndex } from './store-identities.ts'
import { readMapping } from './store-providers.ts'
import type { Provider } from './store-providers.ts'

/** What a provider says of somebody, checked to be its word and meant for us. */
export type Word = {
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  /** As the provider says; whether it is trusted to say so, the customer decides. */
  readonly emailVerified: boolean
  readonly name: string | null
  readonly groups: readonly string[]
  /** The provider's own name of its session. */
  readonly sid: string | null
  /** When they proved to the provider who they are. */
  readonly authenticatedAt: Temporal.Instant | null
}

export type Recognised =
  | { readonly outcome: 'known' | 'linked'; readonly person: PersonId }
  | { readonly outcome: 'created'; readonly email: string; readonly name: string }
  | { readonly outcome: 'refused'; readonly problem: ErrorCode }

const refused = (problem: ErrorCode): Recognised => ({ outcome: 'refused', problem })

/**
 * Whom a provider means. Somebody it named before is that same person, whatever address it gives now. Else the address decides, and only when the
 * provider has it verified (or is trusted for addresses) and this organisation has proven its domain: an account with that address is linked, once per
 * provider, or one is made where that is allowed. Changes nothing. Purpose `administration`.
 */
export const recognise = async (kernel: Kernel, tx: Tx, provider: Provider, word: Word): Promise<Recognised> => {
  const organisation = await findOrganisation(tx)
  if (organisation === null || organisation.accessEndedAt !== null) return refused('sso_off')
  if (organisation.agreementInForceId === null) return refused('agreement_not_in_force')
  const known = await personOfSubject(tx, provider.id, await subjectIndex(tx, kernel.keys, word.issuer, word.subject))
  if (known !== null) return { outcome: 'known', person: known }
  const email = Email.safeParse(word.email ?? '')
  if (!email.success || !(word.emailVerified || provider.emailTrusted)) return refused('sso_email_unusable')
  if (!(await isProvenHere(tx, domainOf(email.data)))) return refused('sso_email_unusable')
  const [account] = await accountsOfEmail(kernel, email.data, tx.organisation)
  if (account !== undefined) {
    // Another subject with the address of somebody who is linked already: an address that was given out anew is no proof of being the same person.
    if (await isLinked(tx, provider.id, account.person)) return refused('sso_unknown_person')
    return { outcome: 'linked', person: account.person }
  }
  if (!provider.createsPeople) return refused('sso_unknown_person')
  return { outcome: 'created', email: email.data, name: nameOf(word, email.data) }
}

const nameOf = ({ name }: Word, email: string): string => {
  const given = (name ?? '').trim().slice(0, 120)
  return given === '' ? email.slice(0, email.lastIndexOf('@')).slice(0, 120) : given
}

/**
 * Takes somebody in on a provider's word: finds, links or makes their account, and gives and takes what their groups say. Purpose `administration`.
 * @throws Refusal sso_off, agreement_not_in_force, sso_email_unusable, sso_unknown_person
 */
export const takeIn = async (kernel: Kernel, tx: Tx, provider: Provider, word: Word): Promise<{ person: PersonId; subject: Buffer }> => {
  const found = await recognise(kernel, tx, provider, word)
  if (found.outcome === 'refused') throw new Refusal(found.problem)
  const subject = await subjectIndex(tx, kernel.keys, word.issuer, word.subject)
  const person = found.outcome === 'created' ? await makePerson(kernel, tx, found) : found.person
  await linkIdentity(tx, provider.id, subject, person)
  if (found.outcome !== 'known') {
    const action = found.outcome === 'created' ? 'federation.person_created' : 'federation.identity_linked'
    await trail.record(tx, { action, subject: { kind: 'identity_provider', id: provider.id }, person })
  }
  await applyGroups(kernel, tx, provider, word, person)
  return { person, subject }
}

const applyGroups = async (kernel: Kernel, tx: Tx, provider: Provider, word: Word, person: PersonId): Promise<void> => {
  const { grants, teamId } = givenBy(await readMapping(tx, provider.id), word.groups)
  const { given, taken } = await syncDirectoryGrants(tx, person, 'sso', grants)
  if (teamId !== null) await setTeam(tx, person, teamId)
  if (given.length + taken.length === 0) return
  await trail.record(tx, {
    action: 'federation.groups_applied',
    subject: { kind: 'person', id: person },
    person,
    detail: { providerId: provider.id, given: given.join(' '), taken: taken.join(' ') },
  })
  refreshSessions(kernel, tx, person)
}
