import type { FastifyInstance } from 'fastify'
import { acceptAgreement, acceptPrivacyNotice, getAgreement, getPrivacyNotice } from '#contract/endpoints/agreement.ts'
import { createTeam, invitePerson, updateMe } from '#contract/endpoints/people.ts'
import { acceptInvitation, getSession, signUpOrganisation } from '#contract/endpoints/session.ts'
import type { OrganisationId, PersonId, TeamId } from '#contract/ids.ts'
import { apiClient } from './client.ts'
import type { ApiClient } from './client.ts'
import type { DemoOrganisation, DemoPerson } from './people.ts'

export type SeededOrganisation = {
  readonly id: OrganisationId
  /** The signing manager's session. */
  readonly manager: ApiClient
  readonly personIds: ReadonlyMap<string, PersonId>
}

/** The way an organisation comes in: sign-up, agreement, invitations, first use. */
export const seedOrganisation = async (http: FastifyInstance, organisation: DemoOrganisation): Promise<SeededOrganisation> => {
  const founder = organisation.people.find((person) => person.role === 'organisation_manager')
  if (founder === undefined) throw new Error(`${organisation.name} has no organisation manager`)
  const manager = apiClient(http)
  const session = await manager.call(signUpOrganisation, {
    body: {
      organisationName: organisation.name,
      name: founder.name,
      email: founder.email,
      password: founder.password,
      language: founder.language,
      // Whoever tries the demo has no key at hand.
      passwordAlone: true,
    },
  })
  const personIds = new Map<string, PersonId>([[founder.email, session.person.id]])
  if (organisation.agreementInForce) {
    await bringAgreementAbout(manager, founder.language)
    await firstUse(manager, founder)
    const teams = new Map<string, TeamId>()
    for (const name of organisation.teams) {
      const team = await manager.call(createTeam, { body: { name } })
      teams.set(name, team.id)
    }
    for (const person of organisation.people) {
      if (person === founder) continue
      personIds.set(person.email, await invite(http, manager, person, teams))
    }
  }
  return { id: session.organisation.id, manager, personIds }
}

const bringAgreementAbout = async (manager: ApiClient, language: 'nl' | 'en'): Promise<void> => {
  const { version, textHash } = await manager.call(getAgreement, { query: { language } })
  await manager.call(acceptAgreement, { body: { version, language, textHash, accepted: true, lawful: true } })
}

const firstUse = async (client: ApiClient, person: DemoPerson): Promise<void> => {
  const { version, textHash } = await client.call(getPrivacyNotice, { query: { language: person.language } })
  await client.call(acceptPrivacyNotice, { body: { version, language: person.language, textHash, accepted: true } })
  await client.call(updateMe, { body: { visibility: person.visibility } })
}

const invite = async (
  http: FastifyInstance,
  manager: ApiClient,
  person: DemoPerson,
  teams: ReadonlyMap<string, TeamId>,
): Promise<PersonId> => {
  const { account, invitation } = await manager.call(invitePerson, {
    body: {
      name: person.name,
      email: person.email,
      teamId: person.team === null ? null : (teams.get(person.team) ?? null),
      roles: [...new Set(['employee' as const, person.role])],
      language: person.language,
    },
  })
  const client = apiClient(http)
  const token = new URL(invitation.url).hash.slice(1)
  await client.call(acceptInvitation, { body: { token, password: person.password, language: person.language } })
  if (person.pastFirstUse) await firstUse(client, person)
  else await client.call(getSession, {})
  return account.id
}
