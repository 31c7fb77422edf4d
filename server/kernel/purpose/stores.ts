import type { Purpose } from '#contract/purposes.ts'
import type { PersonalColumn, RoomDeclaration } from './personal-data.ts'

/** A sentence or a name as people read it. */
export type Said = { readonly nl: string; readonly en: string }

/** A place that keeps something and is no table: files, logs, queues, mail, back-ups, keys, a browser (G1.1). */
export type StoreDeclaration = {
  /** `files:exports`, `browser:vrijplek-waiting` … */
  readonly id: string
  readonly kind: 'file' | 'log' | 'queue' | 'mail' | 'backup' | 'key' | 'browser'
  readonly room: string
  readonly what: Said
  /** Where in DATA_DIR, as glob patterns; a file there that no store claims fails a test. */
  readonly paths?: readonly string[]
  /** Modules that write it; any other module that writes files fails a test. */
  readonly writtenBy?: readonly string[]
  readonly encrypted: 'sealed' | 'file' | 'disk' | 'none'
  /** `instance`: in the countries of the setting COUNTRIES. `device`: on the person's own device. */
  readonly lies: 'instance' | 'device'
  readonly items: readonly StoreItem[]
}

export type StoreItem = {
  readonly name: Said
  /** `none`: nothing about a person. */
  readonly category: PersonalColumn['category'] | 'none'
  readonly whose: PersonalColumn['whose'] | 'nobody'
  readonly purposes: readonly Purpose[]
  readonly form: PersonalColumn['form']
  readonly kept: Said
  readonly erased: Said
}

/** What a table keeps, in words that a reader of the annex understands. */
export type TableWords = {
  readonly what: Said
  /** Every column that the annex lists. */
  readonly columns?: Readonly<Record<string, Said>>
  /** For a table without a person, when it is not kept as long as the agreement lasts. */
  readonly kept?: Said
}

/** Everything that is kept, wherever it is (G1.1). */
export type Inventory = {
  readonly rooms: readonly RoomDeclaration[]
  readonly elsewhere: readonly StoreDeclaration[]
  readonly words: Readonly<Record<string, TableWords>>
}
