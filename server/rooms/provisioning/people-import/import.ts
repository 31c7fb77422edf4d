import { stringify } from 'csv-stringify/sync'
import type { ImportLine } from '#contract/endpoints/provisioning.ts'
import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../../access/index.ts'
import { takeTurns } from '../../organisations/index.ts'
import { addPeople, listTeams } from '../../people/index.ts'
import * as trail from '../../trail/index.ts'
import { readKnown, writeTargets } from '../store-import.ts'
import { readList } from './columns.ts'
import { countsOf, emailOf, hashOf, outcomeOf, plan, showLine } from './plan.ts'
import type { Planned } from './plan.ts'

/** Who brings the list in. */
export type Importer = { readonly person: PersonId; readonly roles: readonly Role[] }

/** Two queries whatever the number of lines. @throws Refusal import_unreadable, import_too_long */
const judge = async (kernel: Kernel, tx: Tx, by: Importer, text: string): Promise<{ planned: Planned[]; ignored: readonly string[]; hash: string }> => {
  const { lines, ignored } = readList(text)
  const emails = [...new Set(lines.map(emailOf).filter((email) => email !== ''))]
  const [teams, known] = await Promise.all([listTeams(tx), readKnown(tx, kernel.keys, emails)])
  const byName = new Map(teams.map((team) => [team.name.toLowerCase(), team]))
  const planned = plan(lines, { now: tx.now, teams: byName, known, held: by.roles })
  return { planned, ignored, hash: hashOf(text, planned) }
}

/** The wrong lines with their reasons. What a spreadsheet would take for a formula is written so that it is none. */
const errorList = (lines: readonly ImportLine[]): string | null => {
  const wrong = lines.filter(({ outcome }) => outcome === 'wrong')
  if (wrong.length === 0) return null
  const rows = wrong.map(({ line, name, email, team, roles, faults }) => [line, name, email, team ?? '', roles.join(', '), faults.map(({ reason }) => reason).join(' ')])
  return stringify([['line', 'name', 'email', 'team', 'roles', 'reason'], ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' })
}

/** What the list would do; nothing is done. Purpose `administration`. */
export const preview = async (kernel: Kernel, tx: Tx, by: Importer, text: string, language: Language) => {
  const { planned, ignored, hash } = await judge(kernel, tx, by, text)
  const lines = planned.map((each) => showLine(each, language))
  return { hash, counts: countsOf(planned), lines, ignoredColumns: [...ignored], errorList: errorList(lines), mail: kernel.mail.possible }
}

const add = async (kernel: Kernel, tx: Tx, added: readonly Planned[]): Promise<PersonId[]> => {
  if (added.length === 0) return []
  const people = added.map(({ name, email, language, teamId, kind, until }) => ({
    name, email, language, teamId, ...(kind === 'guest' && until !== null ? { guestUntil: until } : {}),
  }))
  return addPeople(tx, kernel.keys, people)
}

/**
 * Does what the preview said, all of it or nothing, in statements over all lines at once; wrong lines are left out. Roles are added, none is taken away, and
 * an empty cell changes nothing. Purpose `administration`.
 * @throws Refusal import_unreadable, import_too_long, import_changed, last_organisation_manager
 */
export const importList = async (kernel: Kernel, tx: Tx, by: Importer, wanted: { readonly text: string; readonly hash: string; readonly invite: boolean }) => {
  await takeTurns(tx)
  const { planned, hash } = await judge(kernel, tx, by, wanted.text)
  if (hash !== wanted.hash) throw new Refusal('import_changed')
  const added = planned.filter((each) => outcomeOf(each) === 'added')
  const changed = planned.flatMap((each) => (outcomeOf(each) === 'changed' && each.known !== null ? [{ ...each, person: each.known.person }] : []))
  await access.keepManaged(tx, changed.filter(({ changes, until }) => changes.includes('until') && until !== null).map(({ person }) => person))

  const ids = await add(kernel, tx, added)
  const fresh = added.flatMap((each, at) => {
    const person = ids[at]
    return person === undefined ? [] : [{ ...each, person }]
  })
  // A new employee with an end: adding knows ends of guests only.
  await writeTargets(tx, kernel.keys, [...changed, ...fresh.filter(({ kind, until }) => kind === 'employee' && until !== null)])
  await access.addSourcedRoles(tx, 'import', [...fresh, ...changed].flatMap(({ person, roles }) => roles.map((role) => ({ person, role, by: by.person }))))
  await trail.record(tx, [
    { action: 'provisioning.list_imported', detail: { added: fresh.length, changed: changed.length } },
    ...fresh.map(({ person, roles }) => ({ action: 'provisioning.person_imported', subject: { kind: 'person', id: person }, person, detail: { roles: roles.join(' ') } })),
    ...changed.map(({ person, changes, roles }) => ({
      action: 'provisioning.person_changed',
      subject: { kind: 'person', id: person },
      person,
      detail: { fields: changes.join(' '), roles: roles.join(' ') },
    })),
  ])
  for (const { person } of changed) access.refreshSessions(kernel, tx, person)
  if (changed.length > 0) tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
  const invited = wanted.invite && kernel.mail.possible ? await access.inviteAll(kernel, tx, fresh) : 0
  return { ...countsOf(planned), invited }
}
