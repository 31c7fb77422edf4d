import type { FloorId, LocationId, OrganisationId, PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { cookieNames } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Rooms } from '../../server/house.ts'
import * as access from '../../server/rooms/access/index.ts'
import type { OpenStream } from '../event-stream.ts'
import type { IntegrationsHouse } from '../integrations-house.ts'
import { createModel } from './model.ts'
import type { Model, ModelSession } from './model.ts'

export type Stage = {
  readonly house: IntegrationsHouse
  readonly rooms: Rooms
  /** Where it listens. */
  readonly origin: string
  readonly organisation: OrganisationId
  readonly locations: readonly [LocationId, LocationId]
  readonly floor: FloorId
  readonly manager: () => PersonPrincipal
  readonly officer: () => PersonPrincipal
  readonly approval: string
  readonly model: Model
  readonly streams: { readonly key: string; readonly stream: OpenStream }[]
  review: { id: string; open: Map<string, string> } | null
}

/** A new organisation with a manager and an officer who stay, four employees, and two buildings. */
export const setStage = async (house: IntegrationsHouse, rooms: Rooms, origin: string): Promise<Stage> => {
  const now = house.clock.now().epochMilliseconds
  const organisation = await house.seed.organisation()
  await house.query('UPDATE sign_in_policies SET idle_minutes = 1440, absolute_hours = 720 WHERE organisation_id = $1', [organisation])
  const [manager, officer] = [
    await house.seed.person(organisation, { roles: ['organisation_manager'] }),
    await house.seed.person(organisation, { roles: ['privacy_officer'] }),
  ]
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, manager.person, house.clock.now().toString()])
  const locations = [await house.seed.location(organisation, { name: 'Kade' }), await house.seed.location(organisation, { name: 'Sluis' })] as const
  const { floorId } = await house.seed.floor(organisation, locations[0])
  const lately = (principal: PersonPrincipal) => () => ({ ...principal, verifiedAt: house.clock.now(), expiresAt: house.clock.now().add({ hours: 9 }) })
  const model = createModel()
  for (let n = 0; n < 4; n += 1) {
    const { person } = await house.seed.person(organisation)
    model.people.set(person, { id: person, guest: false, deactivated: false, until: null })
  }
  const rows = await house.query<{ id: string; person_id: string; role: Role }>('SELECT id, person_id, role FROM role_grants WHERE organisation_id = $1', [organisation])
  for (const { id, person_id, role } of rows) {
    if (model.people.has(person_id)) model.grants.set(id, { id, person: person_id, role, location: null, from: now, until: null })
  }
  const approval = await house.approved(lately(manager)(), { kind: 'personal_tokens' })
  return { house, rooms, origin, organisation, locations, floor: floorId, manager: lately(manager), officer: lately(officer), approval, model, streams: [], review: null }
}

export const signIn = async (stage: Stage, person: string): Promise<void> => {
  const { house } = stage
  const now = house.clock.now().epochMilliseconds
  const { cookie, principal } = await house.kernel.inPurpose({ organisation: stage.organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
    access.startSession(tx, person as PersonId, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'),
  )
  stage.model.sessions.push({ key: principal.sessionKey, person, cookie, startedAt: now, seenAt: now, ended: false })
}
export const header = (session: ModelSession): string => `${cookieNames(false).session}=${session.cookie}`
