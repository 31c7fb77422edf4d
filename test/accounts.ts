import type { Language } from '#contract/values.ts'
import { acceptAgreement, acceptPrivacyNotice, getAgreement, getPrivacyNotice } from '#contract/endpoints/agreement.ts'
import { invitePerson } from '#contract/endpoints/people.ts'
import { acceptInvitation, signUpOrganisation } from '#contract/endpoints/session.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { inventory, wholeInventory } from '../server/inventory.ts'
import * as access from '../server/rooms/access/index.ts'
import * as agreement from '../server/rooms/agreement/index.ts'
import * as people from '../server/rooms/people/index.ts'
import * as places from '../server/rooms/places/index.ts'
import { eraseLeaver } from '../server/rooms/requests/index.ts'
import { createRetention, eraseAgain, findReturned } from '../server/rooms/retention/index.ts'
import type { Retention } from '../server/rooms/retention/index.ts'
import { openTestHouse } from './house.ts'
import type { Answer, TestHouse } from './house.ts'

/** Long enough, and three different words. */
export const goodPassword = 'reiger wacht op vis'

export type AccountsHouse = TestHouse & {
  /** What goes on after somebody left. */
  readonly retention: Retention
  /** What the gate of a restore does: who is here though the journal says they were erased, goes again. @returns how many those were */
  readonly replay: (organisation: string) => Promise<number>
  /** How `agreement` has somebody erased here, as the house wires it. */
  readonly leaving: agreement.Leaving
  /** The session cookie that an answer set, ready to be sent; an error when it set none. */
  readonly cookieOf: (answer: Answer) => string
  /** Starts an organisation over HTTP; its agreement is still to come. */
  readonly signUp: (email: string, organisationName?: string) => Promise<SignedUp>
  /** Starts one and brings it to where its manager can work: agreement in force, own opt-in given. */
  readonly establish: (email: string, organisationName?: string) => Promise<SignedUp>
  /** Accepts the agreement, as read in a language. */
  readonly accept: (cookie: string, language?: Language) => Promise<Answer>
  /** Opts in for a person's own part. */
  readonly optIn: (cookie: string) => Promise<Answer>
  /** Invites somebody and takes the invitation up in their name; they have not opted in yet. */
  readonly join: (managerCookie: string, email: string, roles?: readonly Role[]) => Promise<SignedUp>
}
export type SignedUp = {
  readonly cookie: string
  readonly organisation: string
  readonly person: string
  readonly answer: Answer
}

/** A test house with the rooms people, access and agreement, real sessions, and `more` routes. */
export const openAccountsHouse = async (
  settings: Readonly<Record<string, string>> = {},
  more: (kernel: Kernel) => readonly Route[] = () => [],
): Promise<AccountsHouse> => {
  let retention: Retention | undefined
  let leaving: agreement.Leaving | undefined
  const house = await openTestHouse({
    routes: (kernel) => {
      const retaining = createRetention(kernel, inventory)
      retention = retaining
      leaving = { erase: (tx, person) => eraseLeaver(kernel, retaining.desk, tx, person), clear: (tx) => retaining.clear(tx) }
      return [
        ...people.routes(kernel),
        ...access.routes(kernel, { locations: places.locationNames }),
        ...agreement.routes(kernel, wholeInventory, leaving),
        ...more(kernel),
      ]
    },
    authenticate: (kernel) => ({
      session: access.authenticateSession(kernel),
      locationOf: (organisation, kind, id) => (kind === 'device' ? Promise.resolve(null) : places.locationOf(kernel)(organisation, kind, id)),
    }),
    settings,
  })
  if (retention === undefined || leaving === undefined) throw new Error('the house asked for no routes')
  const retaining = retention
  const { call } = house
  // Many organisations from one address would be slowed down.
  let addresses = 0
  const from = () => `10.0.${(addresses += 1) >> 8}.${addresses & 255}`

  const cookieOf = (answer: Answer): string => {
    const [set] = [answer.headers['set-cookie']].flat()
    const found = /^[^;]+/.exec(String(set ?? ''))?.[0]
    if (found === undefined) throw new Error(`no cookie was set: ${answer.status} ${answer.text}`)
    return found
  }
  const signedUp = (answer: Answer): SignedUp => {
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`)
    const { organisation, person } = answer.body as unknown as { organisation: { id: string }; person: { id: string } }
    return { cookie: cookieOf(answer), organisation: organisation.id, person: person.id, answer }
  }
  const signUp = async (email: string, organisationName = 'Waterschap Proefsloot') =>
    signedUp(
      await call(signUpOrganisation, {
        from: from(),
        body: { organisationName, name: 'Sanne de Wit', email, password: goodPassword, language: 'nl', passwordAlone: true },
      }),
    )
  const accept = async (cookie: string, language: Language = 'nl') => {
    const { version, textHash } = (await call(getAgreement, { cookie, query: { language } })).body
    return call(acceptAgreement, { cookie, body: { version, language, textHash, accepted: true, lawful: true } })
  }
  const optIn = async (cookie: string) => {
    const { version, language, textHash } = (await call(getPrivacyNotice, { cookie })).body
    return call(acceptPrivacyNotice, { cookie, body: { version, language, textHash, accepted: true } })
  }
  const must = async (answer: Promise<Answer>) => {
    const { status, text } = await answer
    if (status !== 201) throw new Error(`${status} ${text}`)
  }

  return {
    ...house,
    retention: retaining,
    leaving,
    replay: async (organisation) => {
      const here = [organisation as OrganisationId]
      const returned = await findReturned(house.kernel, here, house.kernel.journal.read())
      await eraseAgain(house.kernel, retaining, here, returned)
      return returned.length
    },
    close: async () => {
      await retaining.stop()
      await house.close()
    },
    cookieOf,
    signUp,
    accept,
    optIn,
    establish: async (email, organisationName) => {
      const started = await signUp(email, organisationName)
      await must(accept(started.cookie))
      await must(optIn(started.cookie))
      return started
    },
    join: async (cookie, email, roles = ['employee']) => {
      const invited = await call(invitePerson, { cookie, body: { name: 'Bram Vermeulen', email, roles } })
      if (invited.status !== 201) throw new Error(`${invited.status} ${invited.text}`)
      const { url } = invited.body['invitation'] as unknown as { url: string }
      return signedUp(await call(acceptInvitation, { body: { token: url.split('#')[1], password: goodPassword } }))
    },
  }
}
