-- Who comes in, as what, for what and until when: what every part of it shares.

-- Operator staff and API clients act too.
ALTER TABLE trail_entries
  DROP CONSTRAINT trail_entries_actor_kind_check,
  ADD CONSTRAINT trail_entries_actor_kind_check CHECK (actor_kind IN ('person', 'device', 'door', 'source', 'system', 'client', 'staff'));

-- A guest, or somebody who left, is not let in; what is kept of them goes by the clock that starts then.
ALTER TABLE people
  ADD COLUMN kind text NOT NULL DEFAULT 'employee' CHECK (kind IN ('employee', 'guest')),
  -- Until when they may come in; null: until told otherwise. A guest always has an end.
  ADD COLUMN access_until timestamptz,
  -- Switched off, by a manager or by the organisation's own directory (SCIM active = false).
  ADD COLUMN deactivated_at timestamptz,
  ADD CONSTRAINT people_guests_end CHECK (kind <> 'guest' OR access_until IS NOT NULL);
CREATE INDEX people_by_end ON people (organisation_id, access_until) WHERE access_until IS NOT NULL;
CREATE INDEX people_deactivated ON people (organisation_id, deactivated_at) WHERE deactivated_at IS NOT NULL;

CREATE OR REPLACE VIEW person_states WITH (security_invoker = true) AS
SELECT organisation_id, id AS person_id, team_id, language, opted_in_at, restricted_at, kind, access_until, deactivated_at
FROM people;

-- Every grant has who, why, from, until. A role for one location, or (null) for the whole organisation.
ALTER TABLE role_grants
  DROP CONSTRAINT role_grants_pkey,
  DROP CONSTRAINT role_grants_role_check,
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN location_id uuid,
  ADD COLUMN starts_at timestamptz,
  ADD COLUMN ends_at timestamptz,
  -- Why, in the granter's words; under the key of the person it was given to.
  ADD COLUMN reason_sealed bytea,
  -- By hand, with an invitation, at formation, or by a mapping or group of the organisation's own directory.
  ADD COLUMN source text NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'invitation', 'formation', 'import', 'sso', 'scim', 'domain')),
  -- When a review last confirmed it.
  ADD COLUMN confirmed_at timestamptz,
  ADD CONSTRAINT role_grants_role_check CHECK (role IN ('employee', 'receptionist', 'location_manager', 'organisation_manager', 'privacy_officer', 'auditor')),
  ADD CONSTRAINT role_grants_local CHECK (location_id IS NULL OR role IN ('receptionist', 'location_manager')),
  ADD CONSTRAINT role_grants_period CHECK (ends_at IS NULL OR ends_at > starts_at),
  ADD PRIMARY KEY (organisation_id, id),
  ADD CONSTRAINT role_grants_once UNIQUE NULLS NOT DISTINCT (organisation_id, person_id, role, location_id);
UPDATE role_grants SET starts_at = granted_at;
ALTER TABLE role_grants ALTER COLUMN starts_at SET NOT NULL;
-- A right at a location goes with the location.
ALTER TABLE role_grants ADD CONSTRAINT role_grants_location FOREIGN KEY (organisation_id, location_id)
  REFERENCES locations (organisation_id, id) ON DELETE CASCADE;
CREATE INDEX role_grants_by_location ON role_grants (organisation_id, location_id) WHERE location_id IS NOT NULL;
CREATE INDEX role_grants_by_end ON role_grants (organisation_id, ends_at) WHERE ends_at IS NOT NULL;

-- How an organisation wants its people to sign in. Without a row: the strict default below.
CREATE TABLE sign_in_policies (
  organisation_id uuid PRIMARY KEY REFERENCES tenants,
  -- A password that stands alone, without a second factor.
  password_alone boolean NOT NULL DEFAULT false,
  -- Only security keys whose attestation says that the key cannot leave the hardware.
  hardware_keys boolean NOT NULL DEFAULT false,
  idle_minutes integer NOT NULL DEFAULT 720 CHECK (idle_minutes BETWEEN 5 AND 1440),
  absolute_hours integer NOT NULL DEFAULT 336 CHECK (absolute_hours BETWEEN 1 AND 720),
  -- Networks that have a name: [{"name": "Stadskantoor", "range": "192.0.2.0/24"}]. A session remembers the name, never the address.
  networks jsonb NOT NULL DEFAULT '[]',
  -- Everyone comes in through the organisation's own identity provider; only break-glass accounts do not.
  sso_required boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL
);
CALL protect_tenant_table('sign_in_policies');
-- Whoever was there before keeps what they had.
INSERT INTO sign_in_policies (organisation_id, password_alone, changed_at) SELECT organisation_id, true, created_at FROM organisations;

-- Who may come in without the identity provider when that is required: for the day it is out of order.
CREATE TABLE break_glass_accounts (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('break_glass_accounts');

ALTER TABLE sessions
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN method text NOT NULL DEFAULT 'password'
    CHECK (method IN ('password', 'password_totp', 'password_recovery_code', 'passkey', 'oidc', 'saml', 'link')),
  ADD COLUMN verified_at timestamptz,
  -- The organisation's own name of the network it was started from; null: another network.
  ADD COLUMN network text,
  ADD COLUMN idle_minutes integer NOT NULL DEFAULT 720;
UPDATE sessions SET verified_at = created_at;
ALTER TABLE sessions ALTER COLUMN verified_at SET NOT NULL;
CREATE UNIQUE INDEX sessions_by_id ON sessions (organisation_id, id);

-- WebAuthn Level 3. A person may have several.
CREATE TABLE passkeys (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  -- In the person's own words, under their key.
  name_sealed bytea NOT NULL,
  credential_id bytea NOT NULL CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  -- COSE key (RFC 9052).
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  device_bound boolean NOT NULL,
  backed_up boolean NOT NULL,
  aaguid uuid NOT NULL,
  -- What the authenticator proved of itself: the attestation format, and whether its chain held. Null: none was asked.
  attestation text,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, credential_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX passkeys_by_person ON passkeys (organisation_id, person_id);
CALL protect_tenant_table('passkeys');

-- What was asked and may be answered once. Shared: at sign-in the organisation is not known yet. Hashes only, and gone within minutes.
CREATE TABLE challenges (
  hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  kind text NOT NULL,
  -- The session, or whatever else it was given to: a hash. An answer from elsewhere is none.
  bound_to bytea,
  expires_at timestamptz NOT NULL
);
CREATE INDEX challenges_by_expiry ON challenges (expires_at);

-- RFC 6238. The secret under the person's key; the last step that was used never counts again.
CREATE TABLE totp_secrets (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  secret_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step bigint,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('totp_secrets');

CREATE TABLE recovery_codes (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id, code_hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('recovery_codes');

-- A right password that still waits for its second factor; a link by e-mail. One use, and bound to what it is for.
CREATE TABLE sign_in_steps (
  organisation_id uuid NOT NULL REFERENCES tenants,
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  person_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('second_factor', 'recovery_link')),
  attempts integer NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX sign_in_steps_by_person ON sign_in_steps (organisation_id, person_id);
CREATE INDEX sign_in_steps_by_expiry ON sign_in_steps (organisation_id, expires_at);
CALL protect_tenant_table('sign_in_steps');

-- Mail that waits to be taken by the mail server. Address and text under the person's key; the row goes when it is taken.
CREATE TABLE mails (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  content_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  -- After this it is of no use any more: a link that has expired.
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX mails_by_person ON mails (organisation_id, person_id);
CREATE INDEX mails_due ON mails (organisation_id, next_attempt_at);
CALL protect_tenant_table('mails');
