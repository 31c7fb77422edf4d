import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import { readCsv } from './csv.ts'

const mostLines = 2000

/** Headings as people write them, in lower case. */
const headings = {
  name: ['naam', 'name', 'volledige naam', 'full name', 'weergavenaam', 'display name'],
  email: ['e-mail', 'email', 'e-mailadres', 'emailadres', 'mail', 'e-mail address', 'email address'],
  team: ['team', 'afdeling', 'department'],
  roles: ['rol', 'rollen', 'role', 'roles', 'rol(len)', 'role(s)'],
  kind: ['soort', 'kind', 'type'],
  until: ['tot', 'tot en met', 'einddatum', 'until', 'end date', 'ends'],
  language: ['taal', 'language'],
} as const
export type Column = keyof typeof headings
const columns = Object.keys(headings) as Column[]

export const roleWords: Readonly<Record<Role, readonly string[]>> = {
  employee: ['medewerker', 'employee'],
  receptionist: ['receptionist', 'receptie', 'reception'],
  location_manager: ['locatiebeheerder', 'location manager'],
  organisation_manager: ['organisatiebeheerder', 'organisation manager'],
  privacy_officer: ['privacy officer', 'privacyfunctionaris'],
  auditor: ['auditor'],
}
export const kindWords = { employee: ['medewerker', 'employee'], guest: ['gast', 'guest'] } as const

/** What stands in a line, by column; undefined: the file has no such column, or the cell is empty. */
export type Written = {
  readonly line: number
  readonly cells: Partial<Readonly<Record<Column, string>>>
  readonly count: 'right' | 'too_few_columns' | 'too_many_columns'
}

/**
 * Reads a list of people by its heading; columns in any order.
 * @throws Refusal import_unreadable without a heading that names name and e-mail, or with one twice; import_too_long
 */
export const readList = (text: string): { readonly lines: readonly Written[]; readonly ignored: readonly string[] } => {
  const [heading, ...rows] = readCsv(text)
  const names = heading?.cells ?? []
  const meaning = names.map((name) => columns.find((column) => (headings[column] as readonly string[]).includes(name.trim().toLowerCase())) ?? null)
  const known = meaning.filter((column) => column !== null)
  const isWhole = known.includes('name') && known.includes('email') && new Set(known).size === known.length
  if (!isWhole) throw new Refusal('import_unreadable', { line: heading?.line ?? 1 })
  if (rows.length > mostLines) throw new Refusal('import_too_long', { most: mostLines })
  const lines = rows.map(({ line, cells }) => {
    // Spreadsheets leave out empty cells at the end of a line, or add some.
    const beyond = cells.slice(names.length).some((cell) => cell !== '')
    const lacks = cells.length < names.length && meaning.slice(cells.length).some((column) => column === 'name' || column === 'email')
    const filled = meaning.flatMap((column, at) => {
      const cell = cells[at]?.trim() ?? ''
      return column === null || cell === '' ? [] : [[column, cell] as const]
    })
    return { line, cells: Object.fromEntries(filled), count: beyond ? ('too_many_columns' as const) : lacks ? ('too_few_columns' as const) : ('right' as const) }
  })
  return { lines, ignored: names.filter((name, at) => meaning[at] === null && name.trim() !== '') }
}
