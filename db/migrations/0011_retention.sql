-- Keeping periods, holds, erasures and the end of an agreement (G1.2, G9).

-- Where a customer keeps something shorter than the agreement's period. Bounds stand in contract/keeping.ts.
CREATE TABLE keeping_periods (
  organisation_id uuid NOT NULL REFERENCES tenants,
  rule text NOT NULL,
  days integer NOT NULL CHECK (days >= 0),
  set_by uuid,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, rule)
);
CALL protect_tenant_table('keeping_periods');

-- What was due, what was done, what is late; the newest run per rule is what the page shows.
CREATE TABLE keeping_runs (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  rule text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  -- Everything of which the period was over at this instant was due.
  due_before timestamptz NOT NULL,
  rows_done bigint NOT NULL DEFAULT 0,
  failure text,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX keeping_runs_newest ON keeping_runs (organisation_id, rule, started_at);
CALL protect_tenant_table('keeping_runs');

-- Suspends erasure and keeping periods, for one person or for all, until it ends or is lifted.
CREATE TABLE holds (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  person_id uuid,
  ground text NOT NULL CHECK (length(ground) BETWEEN 10 AND 1000),
  -- A duty to keep by Union or Member State law (GDPR art. 28(3)(g)): the only hold that stands after the end of the agreement. Names the law.
  statute text CHECK (length(statute) BETWEEN 3 AND 300),
  placed_by uuid,
  placed_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > placed_at),
  lifted_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX holds_by_person ON holds (organisation_id, person_id) WHERE person_id IS NOT NULL;
CALL protect_tenant_table('holds');

-- One erasure of a person, step by step, so that a crash resumes it. The id of the person goes with the last step.
CREATE TABLE erasures (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  person_id uuid,
  request_id uuid,
  started_at timestamptz NOT NULL,
  step text NOT NULL,
  done_at timestamptz,
  -- Rows per table and what became of them; no personal data.
  counts jsonb NOT NULL DEFAULT '{}',
  -- Its line in the erasure journal.
  journal_n bigint,
  -- The secret link under which the receipt can be had, as SHA-256.
  link_hash bytea NOT NULL CHECK (octet_length(link_hash) = 32),
  -- Signed note, when done.
  receipt text,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, link_hash),
  CHECK ((done_at IS NULL) = (receipt IS NULL))
);
CREATE UNIQUE INDEX erasures_one_per_person ON erasures (organisation_id, person_id) WHERE person_id IS NOT NULL;
CALL protect_tenant_table('erasures');

-- The end of an agreement (G9). Shared and without a key to the tenant, since it outlives every row of it: certificate and clock stay when the
-- organisation is gone. Nothing personal stands here.
CREATE TABLE endings (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  -- The customer's name as in the agreement; a legal entity.
  name text NOT NULL,
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  told_at timestamptz NOT NULL,
  -- The end moment, and the zone it was told in.
  ends_at timestamptz NOT NULL,
  time_zone text NOT NULL,
  -- 14 × 24 elapsed hours later (G9).
  deadline_at timestamptz NOT NULL CHECK (deadline_at - ends_at = interval '336 hours'),
  withdrawn_at timestamptz,
  access_ended_at timestamptz,
  step text NOT NULL DEFAULT 'waiting',
  -- Resumes a table half done: what is left is found again, so only counts are kept.
  counts jsonb NOT NULL DEFAULT '{}',
  -- Statutory duties to keep that suspended it: [{"statute", "endsAt"}]. Their grounds may name people, so they go with the rows.
  holds jsonb NOT NULL DEFAULT '[]',
  live_done_at timestamptz,
  -- Its line in the erasure journal.
  journal_n bigint,
  -- Size and root of its trail when that went (RFC 6962), for whoever holds a checkpoint of it.
  trail_size bigint,
  trail_root bytea CHECK (octet_length(trail_root) = 32),
  -- The last back-up or archived WAL that holds rows of it is gone by then, as far as known.
  backups_gone_by timestamptz,
  backups_gone_at timestamptz,
  -- The stages of warning that were sent.
  escalated text[] NOT NULL DEFAULT '{}',
  certified_at timestamptz,
  certificate text,
  -- SHA-256 of the secret in the link under which the certificate can be had when nobody can sign in any more.
  link_hash bytea UNIQUE CHECK (octet_length(link_hash) = 32),
  CHECK (certified_at IS NULL OR (live_done_at IS NOT NULL AND backups_gone_at IS NOT NULL))
);
CREATE UNIQUE INDEX endings_one_at_a_time ON endings (tenant_id) WHERE withdrawn_at IS NULL;
ALTER TABLE endings ENABLE ROW LEVEL SECURITY;
ALTER TABLE endings FORCE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON endings TO vrijplek_retention, vrijplek_jobs USING (true) WITH CHECK (true);
CREATE POLICY own ON endings TO vrijplek_administration, vrijplek_rights, vrijplek_sign_in, vrijplek_audit
  USING (tenant_id = nullif(current_setting('app.organisation', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.organisation', true), '')::uuid);

-- Access is over from here on: nobody of it signs in, whatever is still to be deleted.
ALTER TABLE organisations ADD COLUMN access_ended_at timestamptz;
CREATE OR REPLACE VIEW organisation_states WITH (security_invoker = true) AS
SELECT organisation_id, agreement_in_force_id IS NOT NULL AS agreement_in_force, formation_expires_at, access_ended_at
FROM organisations;

-- Erasing one person reads what holds their id, and nothing else: the same at ten times the people.
CREATE INDEX role_grants_by_granter ON role_grants (organisation_id, granted_by) WHERE granted_by IS NOT NULL;
CREATE INDEX requests_by_asker ON requests (organisation_id, asked_by_id) WHERE asked_by_id IS NOT NULL;
