-- The operator's own people, and their visits to customers (G2.3, G6.2a, G10).

-- Shared: they belong to no customer. Name and address lie under a key of each of them; the e-mail address is looked up by HMAC.
CREATE TABLE staff (
  id uuid PRIMARY KEY,
  name_sealed bytea NOT NULL,
  email_sealed bytea NOT NULL,
  -- Null once they left: the address may come back.
  email_index bytea UNIQUE,
  roles text[] NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['support', 'operations', 'lead']),
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  invited_at timestamptz NOT NULL,
  -- Their first key was enrolled.
  activated_at timestamptz,
  left_at timestamptz
);

-- One-time links for enrolling a first key; one per person.
CREATE TABLE staff_links (
  staff_id uuid PRIMARY KEY REFERENCES staff ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  expires_at timestamptz NOT NULL
);

-- WebAuthn Level 3; hardware-bound only.
CREATE TABLE staff_keys (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
  name_sealed bytea NOT NULL,
  credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  -- COSE key (RFC 9052).
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  aaguid uuid NOT NULL,
  -- Format of its attestation, and whether the chain led to a maker's root that this instance trusts.
  attestation text NOT NULL,
  proven_by_maker boolean NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX staff_keys_by_staff ON staff_keys (staff_id);

CREATE TABLE staff_sessions (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
  key_id uuid NOT NULL REFERENCES staff_keys ON DELETE CASCADE,
  -- In words, never the raw header.
  device text NOT NULL,
  created_at timestamptz NOT NULL,
  verified_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL
);
CREATE INDEX staff_sessions_by_staff ON staff_sessions (staff_id);

-- Signed confidentiality declarations: the assertion itself, so that anybody can check it later without this service.
CREATE TABLE staff_declarations (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
  version text NOT NULL,
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  text_hash bytea NOT NULL CHECK (octet_length(text_hash) = 32),
  signed_at timestamptz NOT NULL,
  client_data bytea NOT NULL,
  authenticator_data bytea NOT NULL,
  signature bytea NOT NULL,
  -- COSE key that signed, kept here since keys come and go.
  public_key bytea NOT NULL
);
CREATE INDEX staff_declarations_by_staff ON staff_declarations (staff_id, signed_at);

-- Where staff find their visits: which customer, no more.
CREATE TABLE staff_visits (
  visit_id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
  tenant_id uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  -- Over, refused or lapsed.
  closed boolean NOT NULL DEFAULT false
);
CREATE INDEX staff_visits_by_staff ON staff_visits (staff_id, asked_at);
CREATE INDEX staff_visits_open ON staff_visits (asked_at) WHERE NOT closed;
CREATE INDEX staff_visits_by_tenant ON staff_visits (tenant_id);

-- Support visits: the customer's own record of who of the operator may look, why and until when.
CREATE TABLE support_visits (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  staff_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('sign_in', 'booking', 'device', 'data_question', 'fault')),
  -- Why, in the operator's words, under a key of the visit's own that goes with the customer.
  words_sealed bytea NOT NULL,
  ticket text NOT NULL CHECK (ticket ~ '^[A-Z0-9][A-Z0-9-]{0,29}$'),
  ground text NOT NULL CHECK (ground IN ('consent', 'necessity')),
  scope text NOT NULL CHECK (scope IN ('read', 'write')),
  asked_minutes integer NOT NULL CHECK (asked_minutes BETWEEN 1 AND 60),
  asked_at timestamptz NOT NULL,
  -- The customer's yes, or with necessity the second signature; null while nobody answered.
  allowed_at timestamptz,
  allowed_minutes integer CHECK (allowed_minutes > 0),
  -- Who of the operator gave the second signature.
  second_staff_id uuid,
  extension_minutes integer CHECK (extension_minutes BETWEEN 1 AND 60),
  refused_at timestamptz,
  started_at timestamptz,
  ends_at timestamptz,
  -- The same end by the database's own clock, which no login can set: what the row policies of `support` go by.
  closes_at timestamptz,
  ended_at timestamptz,
  ended_by text CHECK (ended_by IN ('clock', 'customer', 'staff', 'operator')),
  PRIMARY KEY (organisation_id, id),
  CHECK (ground <> 'necessity' OR scope = 'read'),
  CHECK (second_staff_id <> staff_id),
  CHECK ((allowed_at IS NULL) = (allowed_minutes IS NULL)),
  CHECK (started_at IS NULL OR (allowed_at IS NOT NULL AND ends_at > started_at AND closes_at IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX support_visits_by_time ON support_visits (organisation_id, asked_at);
CREATE INDEX support_visits_running ON support_visits (organisation_id, closes_at) WHERE started_at IS NOT NULL AND ended_at IS NULL;

-- Everyone but `support` meets the policy as it was. `support` meets rows only while a visit is in force, and writes none but what says that it was here
-- (`noted`), unless the customer allowed more than looking.
CREATE OR REPLACE PROCEDURE protect_tenant_table(target regclass, writable text DEFAULT 'true')
LANGUAGE plpgsql AS $$
DECLARE
  own constant text := 'organisation_id = nullif(current_setting(''app.organisation'', true), '''')::uuid';
  everyone constant text := 'vrijplek_sign_in, vrijplek_booking, vrijplek_presence, vrijplek_administration, vrijplek_telemetry, '
    'vrijplek_insight, vrijplek_rights, vrijplek_retention, vrijplek_security, vrijplek_audit, vrijplek_jobs';
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s TO %s USING (%s) WITH CHECK (%s AND %s)', target, everyone, own, own, writable);
  CALL let_support_visit(target, writable);
END $$;

CREATE PROCEDURE let_support_visit(target regclass, writable text DEFAULT 'true')
LANGUAGE plpgsql AS $$
DECLARE
  own constant text := 'organisation_id = nullif(current_setting(''app.organisation'', true), '''')::uuid';
  visit constant text := 'EXISTS (SELECT FROM support_visits v WHERE v.organisation_id = nullif(current_setting(''app.organisation'', true), '''')::uuid '
    'AND v.started_at IS NOT NULL AND v.ended_at IS NULL AND v.closes_at > now()%s)';
  noted constant boolean := target IN ('trail_entries'::regclass);
  visited constant boolean := target <> 'support_visits'::regclass;
BEGIN
  IF visited THEN
    EXECUTE format('CREATE POLICY visited ON %s TO vrijplek_support USING (%s AND %s) WITH CHECK (%s AND %s AND %s)', target, own, format(visit, ''),
      own, writable, format(visit, CASE WHEN noted THEN '' ELSE ' AND v.scope = ''write''' END));
  ELSE
    -- What the others look up.
    EXECUTE format('CREATE POLICY visited ON %s TO vrijplek_support USING (%s) WITH CHECK (false AND %s)', target, own, own);
  END IF;
END $$;

DO $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT p.polrelid::regclass AS target, p.polname AS name, pg_get_expr(p.polwithcheck, p.polrelid) AS written,
      (SELECT string_agg(r.rolname, ', ') FROM pg_roles r WHERE r.oid = ANY (p.polroles) AND r.rolname <> 'vrijplek_support') AS others
    FROM pg_policy p
    WHERE (SELECT oid FROM pg_roles WHERE rolname = 'vrijplek_support') = ANY (p.polroles)
  LOOP
    EXECUTE format('ALTER POLICY %I ON %s TO %s', found.name, found.target, found.others);
    CALL let_support_visit(found.target, found.written);
  END LOOP;
END $$;
CALL protect_tenant_table('support_visits');

-- People are told when support looked at them; managers when support asks.
ALTER TABLE notices ADD COLUMN visit_id uuid;
CREATE UNIQUE INDEX notices_once_per_visit ON notices (organisation_id, person_id, visit_id, kind) WHERE visit_id IS NOT NULL;
DO $$
DECLARE
  before text := (SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = 'notices'::regclass AND conname = 'notices_kind_check');
BEGIN
  ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
  EXECUTE format('ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (%s OR kind IN (''support_asked'', ''support_necessary'', ''support_looked''))', before);
END $$;
