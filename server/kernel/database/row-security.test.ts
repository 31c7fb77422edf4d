import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { purposes } from '#contract/purposes.ts'
import { startTestCluster } from '../../../test/cluster.ts'
import type { TestCluster } from '../../../test/cluster.ts'
import { testDatabase, testDatabaseOn } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { inventory } from '../../inventory.ts'
import { columnsFor } from '../purpose/personal-data.ts'
import { grantRole, loginRole, logins } from './logins.ts'

type Table = {
  name: string
  forced: boolean
  kind: string
  leads: boolean | null
  options: string[] | null
}

/** The contract that keeps organisations apart, read from the catalogue; the same on the oldest PostgreSQL we support. */
const contractOn = (label: string, open: () => Promise<{ database: TestDatabase; close: () => Promise<void> }>): void => {
  describe(`row security on ${label}`, () => {
    let database: TestDatabase
    let client: pg.Client
    let close: () => Promise<void>
    let tables: Table[]
    const ask = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await client.query(text, values)).rows as Row[]

    before(async () => {
      ;({ database, close } = await open())
      client = new pg.Client(database.superuser)
      await client.connect()
      tables = await ask<Table>(`
        SELECT c.relname AS name, c.relforcerowsecurity AND c.relrowsecurity AS forced, c.relkind AS kind, c.reloptions AS options,
          (SELECT bool_and(i.indkey[0] = a.attnum) FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique) AS leads
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition`)
    })
    after(async () => {
      await client.end()
      await close()
    })
    const tenantTables = () => tables.filter((table) => table.kind !== 'v').map((table) => table.name)

    test('there are tenant tables to look at', () => {
      assert.ok(tables.length >= 25, `${tables.length} found`)
    })

    test('every tenant table has forced row security', () => {
      assert.deepEqual(tables.filter((table) => table.kind !== 'v' && !table.forced), [])
    })

    test('every tenant table leads with its organisation in primary key and every unique index', () => {
      assert.deepEqual(tables.filter((table) => table.kind !== 'v' && table.leads !== true), [])
    })

    test('every view acts with the rights of its reader', () => {
      const open = tables.filter((table) => table.kind === 'v' && !(table.options ?? []).includes('security_invoker=true'))
      assert.deepEqual(open, [])
    })

    test('each role meets exactly one policy per tenant table, permissive, on rows read and rows written', async () => {
      const policies = await ask<{ name: string; role: string; permissive: boolean; qual: string | null; written: string | null; command: string }>(
        `SELECT c.relname AS name, r.rolname AS role, p.polpermissive AS permissive, pg_get_expr(p.polqual, p.polrelid) AS qual,
           pg_get_expr(p.polwithcheck, p.polrelid) AS written, p.polcmd AS command
         FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid CROSS JOIN unnest(p.polroles) x JOIN pg_roles r ON r.oid = x
         WHERE c.relname = ANY ($1)`,
        [tenantTables()],
      )
      const here = `(NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid`
      const visit = `EXISTS ( SELECT
   FROM support_visits v
  WHERE ((v.organisation_id = ${here}) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))`
      /**
       * Reads less than the organisation, never more: who counts does not get the bookings of people whose data is frozen, and support gets nothing without
       * a visit in force. That policy itself looks the visit up.
       */
      const narrowerFor = (table: string, login: string): string | undefined =>
        table === 'bookings' && login === 'insight' ? 'NOT frozen' : login === 'support' && table !== 'support_visits' ? visit : undefined
      const own = `(organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)`
      for (const table of tenantTables()) {
        for (const login of logins) {
          const met = policies.filter((policy) => policy.name === table && policy.role === grantRole(login))
          assert.equal(met.length, 1, `${table} for ${login}`)
          assert.equal(met[0]?.permissive, true, `${table} for ${login} is permissive`)
          assert.equal(met[0]?.command, '*', `${table} for ${login} covers every command`)
          const less = narrowerFor(table, login)
          assert.equal(met[0]?.qual, less === undefined ? own : `(${own} AND (${less}))`, `${table} for ${login} compares the organisation on reading`)
          assert.ok(met[0]?.written?.includes(own) || (less !== undefined && met[0]?.written === 'false'), `${table} for ${login} compares the organisation on writing`)
          if (login === 'support') assert.match(met[0]?.written ?? '', table === 'support_visits' ? /false/ : /v\.closes_at > now/, `${table} for support is written only during a visit`)
          if (login === 'support' && !['support_visits', 'trail_entries'].includes(table)) assert.match(met[0]?.written ?? '', /v\.scope = 'write'/, `${table} for support is written only when the customer allowed it`)
        }
      }
      assert.deepEqual(policies.filter((policy) => !policy.permissive), [])
    })

    test('no tenant table has a trigger of ours', async () => {
      assert.deepEqual(await ask(`SELECT tgname FROM pg_trigger WHERE NOT tgisinternal`), [])
    })

    test('foreign keys to tenant tables carry the organisation, and nothing shared points into a tenant table', async () => {
      const keys = await ask<{ name: string; from: string; to: string; columns: string[]; action: string }>(`
        SELECT k.conname AS name, c.relname AS from, t.relname AS to, k.confdeltype AS action,
          ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, o)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o) AS columns
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
        WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace`)
      assert.ok(keys.length > 20)
      const tenant = new Set(tenantTables())
      for (const key of keys) {
        assert.notEqual(key.action, 'n', `${key.name} must not SET NULL`)
        if (!tenant.has(key.to)) continue
        assert.ok(tenant.has(key.from), `${key.name}: ${key.from} is shared and points into ${key.to}`)
        assert.equal(key.columns[0], 'organisation_id', key.name)
      }
    })

    test('the logins own nothing, bypass nothing, and are granted nothing but columns', async () => {
      assert.deepEqual(
        await ask(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'vrijplek\\_%' AND (rolsuper OR rolbypassrls OR rolcreatedb)`),
        [],
      )
      assert.deepEqual(
        await ask(
          `SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = ANY ($1)`,
          [logins.flatMap((login) => [grantRole(login), loginRole(login)])],
        ),
        [],
      )
      assert.deepEqual(await ask(`SELECT defaclobjtype FROM pg_default_acl`), [])
      const whole = await ask<{ relname: string; privilege_type: string }>(`
        SELECT c.relname, x.privilege_type FROM pg_class c, aclexplode(c.relacl) x
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND x.grantee <> c.relowner AND x.privilege_type <> 'DELETE'`)
      assert.deepEqual(whole, [])
    })

    test('what each purpose may touch is exactly what the inventory declares', async () => {
      const granted = await ask<{ table: string; login: string; word: string; columns: string[] }>(`
        SELECT c.relname AS table, substr(x.grantee::regrole::text, 10) AS login, x.privilege_type AS word,
          array_agg(a.attname::text ORDER BY a.attname) AS columns
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl) x
        WHERE c.relnamespace = 'public'::regnamespace AND x.grantee::regrole::text LIKE 'vrijplek\\_%'
        GROUP BY 1, 2, 3`)
      const words = { s: 'SELECT', i: 'INSERT', u: 'UPDATE' } as const
      const declared = inventory.flatMap((room) =>
        room.tables.flatMap((table) =>
          Object.entries(table.access).flatMap(([login, letters]) =>
            letters
              .split('')
              .filter((letter) => letter !== 'd')
              .map((letter) => ({
                table: table.table,
                login,
                word: words[letter as keyof typeof words],
                columns: columnsFor(table, login as (typeof logins)[number]).toSorted(),
              })),
          ),
        ),
      )
      const line = (grant: { table: string; login: string; word: string; columns: string[] }) =>
        `${grant.table} ${grant.login} ${grant.word} ${grant.columns.join(' ')}`
      assert.deepEqual(granted.map(line).toSorted(), declared.map(line).toSorted())
    })

    test('telemetry and insight are granted no column that can relate to a person', () => {
      for (const room of inventory) {
        for (const table of room.tables) {
          for (const [name, column] of Object.entries(table.personal)) {
            for (const purpose of ['telemetry', 'insight'] as const) {
              assert.ok(!column.purposes.includes(purpose), `${table.table}.${name} for ${purpose}`)
            }
          }
        }
      }
    })

    test('every column of every table is declared in the inventory', async () => {
      const columns = await ask<{ table: string; column: string }>(`
        SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
          AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE 'schema\\_%'`)
      const declared = new Set(
        inventory.flatMap((room) =>
          room.tables.flatMap((table) =>
            [...table.plain, ...Object.keys(table.personal)].map((column) => `${table.table}.${column}`),
          ),
        ),
      )
      assert.deepEqual(columns.map((each) => `${each.table}.${each.column}`).filter((name) => !declared.has(name)), [])
      assert.equal(declared.size, columns.length, 'nothing is declared that does not exist')
    })

    test('there is a grant role and a login for every purpose', async () => {
      const roles = new Set((await ask<{ rolname: string }>(`SELECT rolname FROM pg_roles`)).map((role) => role.rolname))
      for (const purpose of purposes) {
        assert.ok(roles.has(grantRole(purpose)), purpose)
        assert.ok(roles.has(loginRole(purpose)), purpose)
      }
    })
  })
}

contractOn('PostgreSQL 18', async () => {
  const database = await testDatabase()
  return { database, close: database.drop }
})

if (process.platform === 'linux' && process.arch === 'x64') {
  let cluster: TestCluster
  contractOn('PostgreSQL 15', async () => {
    cluster = await startTestCluster({ major: 15 })
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
