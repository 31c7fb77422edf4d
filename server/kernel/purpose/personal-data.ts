import type { KeepingRule } from '#contract/keeping.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { Login } from '../database/logins.ts'

/**
 * What a room keeps, table by table and column by column (G1.1, G1.3). From these declarations come the column grants of every purpose; a column that
 * is not declared is granted to nobody, and a test fails.
 */
export type TableDeclaration = {
  readonly table: string
  /** Views are read only and carry `security_invoker`. */
  readonly view?: true
  /** What each purpose may do with rows: letters of select, insert, update, delete. */
  readonly access: Partial<Record<Login, Letters>>
  /** Columns that say nothing about a person. */
  readonly plain: readonly string[]
  /** Columns that can relate to a person. */
  readonly personal: Readonly<Record<string, PersonalColumn>>
  /** Every column that can hold a person's id, and what becomes of it with that person. Erasure, export and My data go by it. */
  readonly people?: readonly PersonLink[]
  /** What goes by itself when its time is over. */
  readonly keeping?: readonly Keeping[]
}

/** A column may have more than one, under conditions of which exactly one holds for each row that names a person. */
export type PersonLink = {
  readonly column: string
  /** SQL condition on the row: `subject_kind = 'person'` for a column that holds other ids too. */
  readonly when?: string
  /** Whether the row is kept *about* this person. `granted_by` is not: that row is about another. */
  readonly about: boolean
  /** When the person is erased the row goes with them, or it stays (a count, a proof) and these columns are emptied. */
  readonly whenErased: 'row_goes' | { readonly emptied: readonly string[] }
}

export type Keeping = {
  readonly rule: KeepingRule
  /** The column (an instant) from which the period counts. */
  readonly since: string
  /** SQL condition that a row must also meet. */
  readonly when?: string
  /** The row goes; or it stays and these columns are emptied; or its partition is dropped whole; or the person whose row it is is erased, everywhere. */
  readonly act: 'row_goes' | 'partition_goes' | 'person_erased' | { readonly emptied: readonly string[] }
}

type Letters = 's' | 'i' | 'd' | 'si' | 'sd' | 'su' | 'sid' | 'siu' | 'sud' | 'siud'

export type PersonalColumn = {
  readonly category:
    | 'identity'
    | 'contact'
    | 'account'
    | 'authentication'
    | 'preference'
    | 'booking'
    | 'presence'
    | 'acceptance'
    | 'request'
    | 'export'
    | 'trail'
  readonly whose: 'employee' | 'manager' | 'visitor' | 'staff'
  /** Which purposes may touch this column, in the ways their access to the table allows. */
  readonly purposes: readonly Purpose[]
  /** How long it is kept with the person in it: an ISO 8601 duration after an event. */
  readonly keep: {
    readonly after: 'account_end' | 'session_end' | 'booking_end' | 'creation' | 'expiry' | 'request_end' | 'hold_end' | 'agreement_end'
    readonly period: string
  }
  /** Sealed under the person's key, a blind index, a hash, or in clear (a reference or a setting). */
  readonly form: 'sealed' | 'blind_index' | 'hash' | 'reference' | 'clear'
  /** Opens something by itself: named in what is handed over, never given. */
  readonly secret?: true
}

/** The row is about this person alone and goes with them. */
export const rowOf = (column: string): PersonLink => ({ column, about: true, whenErased: 'row_goes' })

/** A room's whole declaration. */
export type RoomDeclaration = { readonly room: string; readonly tables: readonly TableDeclaration[] }

const words = { s: 'SELECT', i: 'INSERT', u: 'UPDATE', d: 'DELETE' } as const

/** The columns a login may touch: the plain ones, and the personal ones whose purposes name it. */
export const columnsFor = (table: TableDeclaration, login: Login): string[] => [
  ...table.plain,
  ...Object.entries(table.personal)
    .filter(([, column]) => (column.purposes as readonly string[]).includes(login))
    .map(([name]) => name),
]

/** GRANT statements that follow from the declarations, one per table, login and kind. */
export const grantStatements = (rooms: readonly RoomDeclaration[]): string[] =>
  rooms.flatMap((room) =>
    room.tables.flatMap((table) =>
      Object.entries(table.access).flatMap(([login, letters]) => {
        const columns = columnsFor(table, login as Login)
          .map((name) => `"${name}"`)
          .join(', ')
        return letters.split('').map((letter) => {
          const word = words[letter as keyof typeof words]
          return word === 'DELETE'
            ? `GRANT DELETE ON ${table.table} TO vrijplek_${login}`
            : `GRANT ${word} (${columns}) ON ${table.table} TO vrijplek_${login}`
        })
      }),
    ),
  )
