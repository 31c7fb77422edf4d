import pg from 'pg'
import type { ClientConfig } from 'pg'
import { loginRole } from '../../database/index.ts'
import type { Login } from '../../database/index.ts'

/** Where the database is, and how the login of a purpose and the owner of the schema get in. */
type Doors = { readonly server: ClientConfig; readonly password: (login: Login) => string; readonly owner: ClientConfig }

/** Whether every one of these erasures, of persons or organisations, stands in the database, done or under way. */
export const knowsErasures = async ({ server, password, owner }: Doors, erasures: readonly string[]): Promise<boolean> => {
  const ask = new pg.Client({ ...server, user: loginRole('retention'), password: password('retention') })
  const list = new pg.Client(owner)
  await Promise.all([ask.connect(), list.connect()])
  try {
    const missing = new Set(erasures)
    const cross = (rows: readonly { id: string }[]) => rows.forEach(({ id }) => missing.delete(id))
    cross((await ask.query<{ id: string }>('SELECT id FROM endings WHERE id = ANY ($1::uuid[])', [erasures])).rows)
    const { rows: tenants } = await list.query<{ id: string }>('SELECT id FROM tenants')
    for (const { id } of tenants) {
      if (missing.size === 0) break
      await ask.query('BEGIN')
      await ask.query(`SET LOCAL app.organisation = ${ask.escapeLiteral(id)}`)
      cross((await ask.query<{ id: string }>('SELECT id FROM erasures WHERE organisation_id = $1 AND id = ANY ($2::uuid[])', [id, erasures])).rows)
      await ask.query('COMMIT')
    }
    return missing.size === 0
  } finally {
    await Promise.all([ask.end(), list.end()])
  }
}
