CREATE TABLE organisations (
  organisation_id uuid PRIMARY KEY REFERENCES tenants,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  created_at timestamptz NOT NULL,
  -- The agreement in force (G13.1). While null, nothing is processed but formation data.
  agreement_in_force_id uuid,
  -- Formation data goes at this instant when no agreement came about: 30 days (G13.1).
  formation_expires_at timestamptz,
  CHECK ((agreement_in_force_id IS NULL) OR (formation_expires_at IS NULL))
);
CALL protect_tenant_table('organisations');

-- What the rooms below ask of an organisation: may processing happen (G13.1).
CREATE VIEW organisation_states WITH (security_invoker = true) AS
SELECT organisation_id, agreement_in_force_id IS NOT NULL AS agreement_in_force, formation_expires_at
FROM organisations;

CREATE TABLE teams (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);
CALL protect_tenant_table('teams');

CREATE TABLE people (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  -- AES-256-GCM under the person's own key.
  name_sealed bytea NOT NULL,
  email_sealed bytea NOT NULL,
  -- HMAC under the organisation's index key, for look-up.
  email_index bytea NOT NULL,
  team_id uuid,
  visibility text NOT NULL DEFAULT 'nobody' CHECK (visibility IN ('nobody', 'team', 'organisation')),
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  -- The signing manager, before the agreement is in force. At most one.
  formation boolean NOT NULL DEFAULT false,
  opted_in_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, email_index),
  FOREIGN KEY (organisation_id, team_id) REFERENCES teams
);
CREATE UNIQUE INDEX people_one_signing_manager ON people (organisation_id) WHERE formation;
CREATE INDEX people_by_team ON people (organisation_id, team_id);
CALL protect_tenant_table('people', $$(formation OR EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL))$$);

-- A person as others may come to see them; whether they may is told by visibility and team.
CREATE VIEW person_cards WITH (security_invoker = true) AS
SELECT organisation_id, id AS person_id, name_sealed, team_id, visibility
FROM people;

-- What a session has to know of its person.
CREATE VIEW person_states WITH (security_invoker = true) AS
SELECT organisation_id, id AS person_id, team_id, language, opted_in_at
FROM people;

-- The one look-up that does not know its organisation yet: at sign-in. Shared, HMAC only.
CREATE TABLE sign_in_directory (
  email_index bytea NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  PRIMARY KEY (email_index, tenant_id)
);
CREATE INDEX sign_in_directory_by_person ON sign_in_directory (tenant_id, person_id);
ALTER TABLE sign_in_directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_directory FORCE ROW LEVEL SECURITY;
CREATE POLICY look_up ON sign_in_directory TO vrijplek_sign_in USING (true) WITH CHECK (true);
CREATE POLICY own ON sign_in_directory TO vrijplek_administration, vrijplek_rights, vrijplek_retention
  USING (tenant_id = nullif(current_setting('app.organisation', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.organisation', true), '')::uuid);

-- Growing delay per account and per address; keys are HMACs, rows go after a day.
CREATE TABLE attempt_throttle (
  key bytea PRIMARY KEY,
  failures integer NOT NULL,
  last_failure_at timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL
);
CREATE INDEX attempt_throttle_by_age ON attempt_throttle (last_failure_at);

CREATE TABLE role_grants (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('employee', 'location_manager', 'organisation_manager', 'privacy_officer')),
  granted_at timestamptz NOT NULL,
  granted_by uuid,
  PRIMARY KEY (organisation_id, person_id, role),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('role_grants');

CREATE TABLE credentials (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  -- Argon2id, PHC string.
  password_hash text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('credentials');

CREATE TABLE invitations (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  UNIQUE (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('invitations');

CREATE TABLE sessions (
  organisation_id uuid NOT NULL REFERENCES tenants,
  token_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  -- In words ("Firefox on Android"), never the raw header.
  device text NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  -- Idle limit, moved on use; the absolute limit never moves. A session that was ended has its idle limit in the past.
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX sessions_by_person ON sessions (organisation_id, person_id);
CALL protect_tenant_table('sessions');
