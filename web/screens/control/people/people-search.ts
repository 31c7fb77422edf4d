import type { PersonId, TeamId } from '#contract/ids.ts'
import { roles } from '#contract/permissions.ts'

// The address of the list of people says what it shows, so that one can go back to it. Named here and not in the contract's schemas, which stay at the server.
export const accountStates = ['invited', 'first_use', 'active', 'deactivated', 'over'] as const
export const accountSources = ['manual', 'invitation', 'formation', 'import', 'sso', 'scim', 'domain'] as const

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const oneOf = <const Value extends string>(values: readonly Value[], given: unknown) => values.find((one) => one === given)
const id = <Id extends string>(given: unknown) => (typeof given === 'string' && uuid.test(given) ? (given as Id) : undefined)

/** Leaves out what has no value: an address names only what is chosen. */
const given = <Chosen extends object>(chosen: Chosen) =>
  Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) as { [Key in keyof Chosen]?: Exclude<Chosen[Key], undefined> }

/** What the list is narrowed to, and whose panel is open. */
export const peopleSearch = ({ q, role, team, state, source, guests, weak, person }: Record<string, unknown>) =>
  given({
    q: typeof q === 'string' && q !== '' ? q.slice(0, 100) : undefined,
    role: oneOf(roles, role),
    team: id<TeamId>(team),
    state: oneOf(accountStates, state),
    source: oneOf(accountSources, source),
    guests: guests === true ? true as const : undefined,
    weak: weak === true ? true as const : undefined,
    person: id<PersonId>(person),
  })
export type PeopleSearch = ReturnType<typeof peopleSearch>

/** The same as a question to the service. */
export const accountsQuery = ({ q, role, team, state, source, guests, weak }: PeopleSearch) =>
  given({
    search: q,
    role,
    teamId: team,
    state,
    source,
    kind: guests === true ? 'guest' as const : undefined,
    secondFactor: weak === true ? 'false' as const : undefined,
  })
