import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { ImportLine } from '#contract/endpoints/provisioning.ts'
import type { TeamId } from '#contract/ids.ts'
import { importFaultText } from '#contract/import-faults.ts'
import type { ImportFault } from '#contract/import-faults.ts'
import { mayGrant, roles } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { Day, Email, Name } from '#contract/values.ts'
import type { Language } from '#contract/values.ts'
import type { Known } from '../store-import.ts'
import { kindWords, roleWords } from './columns.ts'
import type { Written } from './columns.ts'

/** Where a last day ends: where the law of the agreement is. */
const timeZone = 'Europe/Amsterdam'

type Fault = { readonly column: z.infer<typeof ImportLine>['faults'][number]['column']; readonly code: ImportFault; readonly value: string }
type Change = z.infer<typeof ImportLine>['changes'][number]

/** One line of the list, judged. */
export type Planned = {
  readonly line: number
  readonly email: string
  readonly name: string
  readonly teamId: TeamId | null
  readonly team: string | null
  readonly kind: 'employee' | 'guest'
  readonly until: Temporal.Instant | null
  readonly language: Language
  /** To be given; of who is here already, those they do not have. */
  readonly roles: readonly Role[]
  readonly writtenRoles: readonly string[]
  readonly known: Known | null
  readonly changes: readonly Change[]
  readonly faults: readonly Fault[]
}

export type Ground = {
  readonly now: Temporal.Instant
  /** By name, in lower case. */
  readonly teams: ReadonlyMap<string, { readonly id: TeamId; readonly name: string }>
  readonly known: ReadonlyMap<string, Known>
  /** Roles of whoever brings the list in. */
  readonly held: readonly Role[]
}

export const emailOf = (written: Written): string => (written.cells.email ?? '').trim().toLowerCase()

const byWords = <Key extends string>(words: Readonly<Record<Key, readonly string[]>>, written: string): Key | undefined =>
  (Object.keys(words) as Key[]).find((key) => key === written.toLowerCase() || words[key].includes(written.toLowerCase()))

/** The instant at which the day is over. */
const endOf = (day: string): Temporal.Instant => Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
const lastDayOf = (until: Temporal.Instant): string => until.toZonedDateTimeISO(timeZone).subtract({ nanoseconds: 1 }).toPlainDate().toString()

const isSame = (one: Temporal.Instant | null, other: Temporal.Instant | null): boolean => (one === null || other === null ? one === other : one.equals(other))

/** Judges one line. @param first the line in which the address stands first */
const planLine = (written: Written, first: number, { now, teams, known: people, held }: Ground): Planned => {
  const { cells } = written
  const faults: Fault[] = []
  const fault = (column: Fault['column'], code: ImportFault, value = '') => faults.push({ column, code, value })
  if (written.count !== 'right') fault('line', written.count)

  const email = emailOf(written)
  if (email === '') fault('email', 'email_missing')
  else if (!Email.safeParse(email).success) fault('email', 'email_invalid', email)
  else if (first !== written.line) fault('email', 'email_twice', String(first))
  const known = people.get(email) ?? null
  if (known?.restricted === true) fault('line', 'frozen')

  const name = cells.name ?? known?.name ?? ''
  if (name === '') fault('name', 'name_missing')
  else if (!Name.safeParse(name).success) fault('name', 'name_too_long')

  const team = cells.team === undefined ? undefined : teams.get(cells.team.toLowerCase())
  if (cells.team !== undefined && team === undefined) fault('team', 'team_unknown', cells.team)

  const kind = cells.kind === undefined ? (known?.kind ?? 'employee') : byWords(kindWords, cells.kind)
  if (kind === undefined) fault('kind', 'kind_unknown', cells.kind)

  const day = cells.until === undefined ? null : Day.safeParse(cells.until)
  const until = day === null ? (known?.until ?? null) : day.success ? endOf(day.data) : null
  if (day?.success === false) fault('until', 'until_invalid', cells.until)
  else if (day !== null && until !== null && Temporal.Instant.compare(until, now) <= 0) fault('until', 'until_past', cells.until)
  else if (kind === 'guest' && until === null) fault('until', 'until_missing')

  const language = (cells.language?.toLowerCase() ?? known?.language ?? 'nl') as Language
  if (language !== 'nl' && language !== 'en') fault('language', 'language_unknown', cells.language)

  const writtenRoles = (cells.roles ?? '').split(/[|,;+]/).map((each) => each.trim()).filter((each) => each !== '')
  const wanted = writtenRoles.flatMap((each) => {
    const role = byWords(roleWords, each)
    if (role === undefined) fault('roles', 'role_unknown', each)
    return role === undefined ? [] : [role]
  })
  // Everybody who is new has the role that everyone has.
  const given = [...new Set<Role>(known === null ? ['employee', ...wanted] : wanted)].filter((role) => known?.roles.includes(role) !== true)
  for (const role of given) if (!held.some((own) => mayGrant[own].includes(role))) fault('roles', 'role_not_yours', role)

  const teamId = team?.id ?? known?.teamId ?? null
  const changes: Change[] =
    known === null
      ? []
      : [
          ...(name === known.name ? [] : ['name' as const]),
          ...(teamId === known.teamId ? [] : ['team' as const]),
          ...(given.length === 0 ? [] : ['roles' as const]),
          ...(kind === known.kind ? [] : ['kind' as const]),
          ...(isSame(until, known.until) ? [] : ['until' as const]),
          ...(language === known.language ? [] : ['language' as const]),
        ]
  return {
    line: written.line, email, name, teamId, team: cells.team ?? null, kind: kind ?? 'employee', until, language, roles: given, writtenRoles, known, changes, faults,
  }
}

export const plan = (list: readonly Written[], ground: Ground): Planned[] => {
  const first = new Map<string, number>()
  for (const written of list) if (!first.has(emailOf(written))) first.set(emailOf(written), written.line)
  return list.map((written) => planLine(written, first.get(emailOf(written)) ?? written.line, ground))
}

export const outcomeOf = ({ faults, known, changes }: Planned): ImportLine['outcome'] =>
  faults.length > 0 ? 'wrong' : known === null ? 'added' : changes.length > 0 ? 'changed' : 'unchanged'

export const countsOf = (planned: readonly Planned[]) => {
  const of = (outcome: ImportLine['outcome']) => planned.filter((each) => outcomeOf(each) === outcome).length
  return { added: of('added'), changed: of('changed'), unchanged: of('unchanged'), wrong: of('wrong') }
}

/** Of the list and of everything it was judged by: whoever confirms it confirms this, and nothing that came between. */
export const hashOf = (text: string, planned: readonly Planned[]): string =>
  createHash('sha256').update(text).update('\0').update(JSON.stringify(planned)).digest('hex')

export const showLine = (planned: Planned, language: Language): ImportLine => ({
  line: planned.line,
  name: planned.name,
  email: planned.email,
  team: planned.team,
  roles: planned.writtenRoles.map((each) => byWords(roleWords, each) ?? each).filter((each) => planned.known === null || planned.roles.includes(each as Role) || !roles.includes(each as Role)),
  kind: planned.kind,
  until: planned.until === null ? null : lastDayOf(planned.until),
  outcome: outcomeOf(planned),
  changes: [...planned.changes],
  faults: planned.faults.map(({ column, code, value }) => ({ column, code, value, reason: importFaultText(code, language, value) })),
})
