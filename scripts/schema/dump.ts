import type { Client } from 'pg'

/**
 * The schema as text, from the catalogue: tables with columns, constraints, indexes, policies and grants. The embedded PostgreSQL ships without pg_dump,
 * and this says exactly what our tests care about, in an order that does not depend on history.
 */
export const dumpSchema = async (client: Client): Promise<string> => {
  const { rows: tables } = await client.query<{ oid: number; name: string; kind: string; rls: string; partition: string | null; options: string | null }>(`
    SELECT c.oid, c.relname AS name, c.relkind AS kind, array_to_string(c.reloptions, ', ') AS options,
      CASE WHEN c.relforcerowsecurity AND c.relrowsecurity THEN 'forced' WHEN c.relrowsecurity THEN 'enabled' ELSE 'none' END AS rls,
      pg_get_partkeydef(c.oid) AS partition
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
      AND NOT c.relispartition AND c.relname NOT LIKE 'schema\\_%' ORDER BY c.relname`)
  const parts: string[] = []
  for (const table of tables) parts.push(await dumpTable(client, table))
  return `-- Generated from the migrations by \`npm run schema\`. Do not edit.\n\n${parts.join('\n\n')}\n`
}

const dumpTable = async (
  client: Client,
  table: { oid: number; name: string; kind: string; rls: string; partition: string | null; options: string | null },
): Promise<string> => {
  const list = async (query: string): Promise<string[]> =>
    (await client.query<{ line: string }>(query, [table.oid])).rows.map((row) => row.line)
  const grants = await list(`
    SELECT format('grant %s on %s to %s', lower(privilege_type), coalesce('(' || string_agg(attname, ', ' ORDER BY attnum) || ')', 'table'), grantee) AS line
    FROM (
      SELECT x.privilege_type, a.attname, a.attnum, x.grantee::regrole::text AS grantee
      FROM pg_attribute a, aclexplode(a.attacl) x WHERE a.attrelid = $1
      UNION ALL
      SELECT x.privilege_type, NULL, NULL, x.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) x
      WHERE c.oid = $1 AND x.grantee <> c.relowner
    ) g GROUP BY grantee, privilege_type ORDER BY grantee, privilege_type`)
  if (table.kind === 'v') {
    const [body] = await list('SELECT pg_get_viewdef($1::oid, true) AS line')
    return [`view ${table.name} with (${table.options ?? ''})`, body, ...grants.map(indent)].join('\n')
  }
  const columns = await list(`
    SELECT format('%s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
      CASE WHEN a.attidentity <> '' THEN ' identity' WHEN d.oid IS NOT NULL THEN ' default ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END) AS line
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`)
  const constraints = await list(`
    SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) AS line FROM pg_constraint
    WHERE conrelid = $1 AND contype <> 'n' ORDER BY conname`)
  const indexes = await list(`
    SELECT pg_get_indexdef(i.indexrelid) AS line FROM pg_index i WHERE i.indrelid = $1
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1`)
  const policies = await list(`
    SELECT format('policy %s %s %s to %s using (%s) with check (%s)', polname,
      CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END, polcmd,
      (SELECT string_agg(r::regrole::text, ', ' ORDER BY r::regrole::text) FROM unnest(polroles) r),
      pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) AS line
    FROM pg_policy WHERE polrelid = $1 ORDER BY polname`)
  return [
    `table ${table.name}${table.partition === null ? '' : ` partition by ${table.partition}`}, row security ${table.rls}`,
    ...[...columns, ...constraints, ...indexes, ...policies, ...grants].map(indent),
  ].join('\n')
}

const indent = (line: string): string => `  ${line.replaceAll(/\s+/g, ' ')}`
