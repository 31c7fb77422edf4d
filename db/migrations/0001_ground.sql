-- The ground every room stands on: tenancy, row security, the trail and the outbox.
-- Roles are made before this runs (server/kernel/database/roles.ts); grants are generated after it (personal-data.ts of each room).

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Puts forced row security on a tenant table: one permissive policy for all purposes, every condition joined by AND.
-- `writable` is what a new or changed row must satisfy besides belonging to the organisation in force.
-- Never RESTRICTIVE: Citus turns restrictive policies into permissive ones on its shards.
CREATE PROCEDURE protect_tenant_table(target regclass, writable text DEFAULT 'true')
LANGUAGE plpgsql AS $$
DECLARE
  own constant text := 'organisation_id = nullif(current_setting(''app.organisation'', true), '''')::uuid';
  everyone constant text := 'vrijplek_sign_in, vrijplek_booking, vrijplek_presence, vrijplek_administration, vrijplek_telemetry, '
    'vrijplek_insight, vrijplek_rights, vrijplek_retention, vrijplek_security, vrijplek_support, vrijplek_audit, vrijplek_jobs';
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s TO %s USING (%s) WITH CHECK (%s AND %s)', target, everyone, own, own, writable);
END $$;

-- Shared registry: which tenants exist. Nothing about them; jobs walk over it.
CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL
);

-- No foreign key to `tenants` here and in the outbox: each would lock that one row in every transaction that writes, and who writes has rows that
-- lead there already.
CREATE TABLE trail_entries (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'device', 'door', 'source', 'system')),
  actor_id uuid,
  purpose text NOT NULL,
  action text NOT NULL,
  subject_kind text,
  subject_id uuid,
  -- The data subject this is about, when there is one.
  person_id uuid,
  detail jsonb NOT NULL DEFAULT '{}',
  -- Given by the sequencer, later, outside the caller's transaction.
  sequence bigint,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX trail_entries_unsequenced ON trail_entries (organisation_id, at) WHERE sequence IS NULL;
CALL protect_tenant_table('trail_entries');

CREATE TABLE outbox (
  organisation_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  payload jsonb NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CALL protect_tenant_table('outbox');

-- pg-boss keeps its tables here; purpose transactions never touch it.
CREATE SCHEMA jobs;
