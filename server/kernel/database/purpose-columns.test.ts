import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { startTestCluster } from '../../../test/cluster.ts'
import { testDatabase, testDatabaseOn } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { inventory } from '../../inventory.ts'
import { columnsFor } from '../purpose/personal-data.ts'
import type { TableDeclaration } from '../purpose/personal-data.ts'
import { grantRole, loginRole, logins } from './logins.ts'
import type { Login } from './logins.ts'

const words = { s: 'SELECT', i: 'INSERT', u: 'UPDATE' } as const
type Letter = keyof typeof words

const tables: readonly TableDeclaration[] = inventory.flatMap((room) => room.tables)
const columnsOf = ({ plain, personal }: TableDeclaration): string[] => [...plain, ...Object.keys(personal)]
const may = (table: TableDeclaration, login: Login, letter: Letter | 'd'): boolean => ((table.access[login] ?? '') as string).includes(letter)

/** `login word table.column` for all that is declared to be allowed. */
const declared = (declarations: readonly TableDeclaration[]): Set<string> =>
  new Set(
    declarations.flatMap((table) =>
      logins.flatMap((login) =>
        (Object.keys(words) as Letter[])
          .filter((letter) => may(table, login, letter))
          .flatMap((letter) => columnsFor(table, login).map((column) => `${login} ${words[letter]} ${table.table}.${column}`)),
      ),
    ),
  )

/** Exactly what is declared is allowed, for every purpose and every column, by PostgreSQL's own word and by trying. */
const purposesOn = (label: string, open: () => Promise<{ database: TestDatabase; close: () => Promise<void> }>): void => {
  describe(`every purpose and every column on ${label}`, () => {
    let database: TestDatabase
    let close: () => Promise<void>
    let admin: pg.Client
    const clients = new Map<Login, pg.Client>()

    before(async () => {
      ;({ database, close } = await open())
      admin = new pg.Client(database.superuser)
      await admin.connect()
      for (const login of logins) {
        const client = new pg.Client({ ...database.server, user: loginRole(login), password: database.password() })
        await client.connect()
        clients.set(login, client)
      }
    })
    after(async () => {
      for (const client of clients.values()) await client.end()
      await admin.end()
      await close()
    })

    const as = (login: Login): pg.Client => {
      const client = clients.get(login)
      assert.ok(client)
      return client
    }
    /** 42501: insufficient_privilege. Anything else that goes wrong is not an answer. */
    const isAllowed = async (login: Login, text: string): Promise<boolean> => {
      try {
        await as(login).query(text)
        return true
      } catch (error) {
        if ((error as { code?: string }).code === '42501') return false
        throw new Error(`${login}: ${text}`, { cause: error })
      }
    }
    const asked = async (): Promise<Set<string>> => {
      const pairs = tables.flatMap((table) => columnsOf(table).map((column) => [table.table, column] as const))
      const { rows } = await admin.query<{ said: string }>(
        `SELECT substr(r.role, 10) || ' ' || p.word || ' ' || c.relation || '.' || c.name AS said
         FROM unnest($1::text[], $2::text[]) AS c (relation, name), unnest($3::text[]) AS r (role), unnest($4::text[]) AS p (word)
         WHERE has_column_privilege(r.role, c.relation, c.name, p.word)`,
        [pairs.map(([table]) => table), pairs.map(([, column]) => column), logins.map(grantRole), Object.values(words)],
      )
      return new Set(rows.map(({ said }) => said))
    }

    test('PostgreSQL says allowed exactly where the declarations do', async () => {
      const found = await asked()
      const wanted = declared(tables)
      assert.ok(wanted.size > 2_000, `${wanted.size} rights`)
      assert.deepEqual([...found.symmetricDifference(wanted)], [])
    })

    test('the check sees one right too many and one too few', async () => {
      await admin.query('GRANT SELECT (name_sealed) ON people TO vrijplek_insight; REVOKE SELECT (device) ON sessions FROM vrijplek_sign_in')
      try {
        const difference = (await asked()).symmetricDifference(declared(tables))
        assert.deepEqual(difference, new Set(['insight SELECT people.name_sealed', 'sign_in SELECT sessions.device']))
      } finally {
        await admin.query('REVOKE SELECT (name_sealed) ON people FROM vrijplek_insight; GRANT SELECT (device) ON sessions TO vrijplek_sign_in')
      }
    })

    test('a query that names a column outside its purpose fails, one inside it runs', async () => {
      for (const login of logins) {
        for (const table of tables) {
          const allowed = new Set(may(table, login, 's') ? columnsFor(table, login) : [])
          for (const column of columnsOf(table)) {
            const text = `SELECT "${column}" FROM ${table.table} LIMIT 0`
            assert.equal(await isAllowed(login, text), allowed.has(column), `${login}: ${text}`)
          }
        }
      }
    })

    test('writing a column outside its purpose fails, and deleting where it is not declared', async () => {
      const generated = await admin.query<{ name: string }>(
        `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND (a.attgenerated <> '' OR a.attidentity = 'a')`,
      )
      const unwritable = new Set(generated.rows.map(({ name }) => name))
      for (const login of logins) {
        for (const table of tables.filter(({ view }) => view !== true)) {
          const own = new Set(columnsFor(table, login))
          const writable = columnsOf(table).filter((column) => !unwritable.has(`${table.table}.${column}`))
          // One column that the purpose may touch and one that it may not, where there are both.
          const tried = [writable.find((column) => own.has(column)), writable.find((column) => !own.has(column))]
          for (const column of tried.filter((each) => each !== undefined)) {
            const insert = `INSERT INTO ${table.table} ("${column}") SELECT NULL WHERE false`
            assert.equal(await isAllowed(login, insert), own.has(column) && may(table, login, 'i'), `${login}: ${insert}`)
            const update = `UPDATE ${table.table} SET "${column}" = NULL WHERE false`
            assert.equal(await isAllowed(login, update), own.has(column) && may(table, login, 'u'), `${login}: ${update}`)
          }
          const remove = `DELETE FROM ${table.table} WHERE false`
          assert.equal(await isAllowed(login, remove), may(table, login, 'd'), `${login}: ${remove}`)
        }
      }
    })
  })
}

purposesOn('PostgreSQL 18', async () => {
  const database = await testDatabase()
  return { database, close: database.drop }
})

if (process.platform === 'linux' && process.arch === 'x64') {
  purposesOn('PostgreSQL 15', async () => {
    const cluster = await startTestCluster({ major: 15 })
    const database = await testDatabaseOn(cluster)
    return {
      database,
      close: async () => {
        await database.drop()
        await cluster.stop()
      },
    }
  })
}
