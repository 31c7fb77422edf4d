import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { grantStatements } from '../purpose/personal-data.ts'
import type { RoomDeclaration } from '../purpose/personal-data.ts'
import { grantRole, logins } from './logins.ts'

const revokeAll = (): string[] =>
  logins.flatMap((login) => [
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${grantRole(login)}`,
    `GRANT USAGE ON SCHEMA public TO ${grantRole(login)}`,
  ])

const plumbing = [
  'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC',
  'GRANT USAGE, CREATE ON SCHEMA jobs TO vrijplek_jobs',
]

/** Column grants are made anew whenever the declarations change, in one transaction. Table-level REVOKE also takes column grants away. */
export const applyGrants = async (owner: Client, rooms: readonly RoomDeclaration[]): Promise<void> => {
  const statements = [...revokeAll(), ...plumbing, ...grantStatements(rooms)]
  const digest = createHash('sha256').update(statements.join('\n')).digest('hex')
  await owner.query('CREATE TABLE IF NOT EXISTS schema_grants (digest text PRIMARY KEY)')
  const { rowCount } = await owner.query('SELECT FROM schema_grants WHERE digest = $1', [digest])
  if (rowCount === 1) return
  await owner.query('BEGIN')
  try {
    for (const statement of statements) await owner.query(statement)
    await owner.query('DELETE FROM schema_grants')
    await owner.query('INSERT INTO schema_grants VALUES ($1)', [digest])
    await owner.query('COMMIT')
  } catch (error) {
    await owner.query('ROLLBACK')
    throw error
  }
}
