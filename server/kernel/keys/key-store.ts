import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Wrapped person keys, kept apart from the data and never in its back-up. States of a key: never, live, erased; erased cannot come back. */
export type KeyStore = {
  /** Stores a wrapped key once. @throws when the person already has a key or had one that was erased */
  put(organisation: string, person: string, wrapped: Uint8Array): Promise<void>
  /** Wrapped keys of those persons that have a live one. */
  get(organisation: string, persons: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
  /** Destroys a key for good. Also fences a person that never had one. */
  erase(organisation: string, person: string): Promise<void>
  close(): void
}

/**
 * The embedded store: one SQLite file with full sync and `secure_delete`, so that a destroyed key leaves no copy in free pages. No write-ahead log: an
 * old page in it would outlive the erasure.
 */
export const openKeyStore = (path: string): KeyStore => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = new DatabaseSync(path)
  chmodSync(path, 0o600)
  file.exec(`PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS person_keys (
      organisation_id text NOT NULL, person_id text NOT NULL, wrapped blob,
      state text NOT NULL CHECK (state IN ('live', 'erased')), CHECK ((state = 'live') = (wrapped IS NOT NULL)),
      PRIMARY KEY (organisation_id, person_id)) STRICT, WITHOUT ROWID`)
  const insert = file.prepare(`INSERT INTO person_keys VALUES (?, ?, ?, 'live')`)
  const select = file.prepare(`SELECT person_id, wrapped FROM person_keys
    WHERE organisation_id = ? AND state = 'live' AND person_id IN (SELECT value FROM json_each(?))`)
  const destroy = file.prepare(`INSERT INTO person_keys VALUES (?, ?, NULL, 'erased')
    ON CONFLICT DO UPDATE SET wrapped = NULL, state = 'erased'`)
  return {
    put: async (organisation, person, wrapped) => {
      insert.run(organisation, person, wrapped)
    },
    get: async (organisation, persons) =>
      new Map(
        select
          .all(organisation, JSON.stringify(persons))
          .map((row) => [row['person_id'] as string, Buffer.from(row['wrapped'] as Uint8Array)]),
      ),
    erase: async (organisation, person) => {
      destroy.run(organisation, person)
    },
    close: () => file.close(),
  }
}
