import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Catalogue, Edge } from './catalogue.ts'

/** Tables of tenants and the keys between them, read from PostgreSQL: what a migration adds is found without anybody listing it. Any purpose. */
export const readCatalogue = async (tx: Tx): Promise<Catalogue> => {
  const [tables, edges] = await Promise.all([
    sql<{ name: string; tenant_column: string; key: string[]; columns: Record<string, string>; gated: boolean }>`
      SELECT c.relname::text AS name,
        CASE WHEN c.relname = 'tenants' THEN 'id'
          WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id') THEN 'organisation_id'
          ELSE 'tenant_id' END AS tenant_column,
        ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k (n, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place) AS key,
        (SELECT jsonb_object_agg(a.attname, format_type(a.atttypid, NULL)) FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
        EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
          AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%agreement_in_force_id%') AS gated
      FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND (c.relname = 'tenants' OR EXISTS (SELECT FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname IN ('organisation_id', 'tenant_id') AND NOT a.attisdropped))`.execute(tx.db),
    sql<Edge>`
      SELECT k.conname::text AS name, f.relname::text AS from, t.relname::text AS to,
        ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.place) AS columns,
        ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (n, place)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.place) AS "toColumns"
      FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
      WHERE k.contype = 'f' AND f.relnamespace = 'public'::regnamespace AND NOT f.relispartition
      ORDER BY 1`.execute(tx.db),
  ])
  return {
    tables: new Map(
      tables.rows.map(({ name, tenant_column, key, columns, gated }) => [
        name,
        {
          name,
          tenantColumn: tenant_column,
          key: key.filter((column) => column !== tenant_column),
          columns: new Map(Object.entries(columns)),
          gated,
        },
      ]),
    ),
    edges: edges.rows,
  }
}
