-- Single sign-on per organisation: whose e-mail domain it is, who vouches for its people, and what of that counts here.

-- A domain that an organisation says is its own. Several may say so; who proved it stands in `domain_directory`.
CREATE TABLE email_domains (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  domain text NOT NULL CHECK (domain = lower(domain) AND length(domain) <= 253),
  -- What has to stand in DNS; everybody may read it there.
  token text NOT NULL,
  self_join boolean NOT NULL DEFAULT false,
  claimed_at timestamptz NOT NULL,
  checked_at timestamptz,
  proven_at timestamptz,
  -- The record was there and is gone since then.
  missing_since timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, domain),
  CHECK (missing_since IS NULL OR proven_at IS NOT NULL)
);
CALL protect_tenant_table('email_domains');

-- Shared: whoever types an address has not said which organisation. HMACs of proven domains; one organisation each.
CREATE TABLE domain_directory (
  domain_index bytea PRIMARY KEY CHECK (octet_length(domain_index) = 32),
  tenant_id uuid NOT NULL REFERENCES tenants
);
CREATE INDEX domain_directory_by_tenant ON domain_directory (tenant_id);
ALTER TABLE domain_directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE domain_directory FORCE ROW LEVEL SECURITY;
CREATE POLICY look_up ON domain_directory TO vrijplek_sign_in USING (true) WITH CHECK (true);
CREATE POLICY own ON domain_directory TO vrijplek_administration, vrijplek_retention
  USING (tenant_id = nullif(current_setting('app.organisation', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.organisation', true), '')::uuid);

CREATE TABLE identity_providers (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('oidc', 'saml')),
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT false,
  -- Written approval of this third party (G5.3). Without one in force nobody comes in through it.
  approval_id uuid,
  -- Where it is and what it calls things; no secret among it.
  settings jsonb NOT NULL,
  -- Client secret, under the organisation's own key.
  secret_sealed bytea,
  email_trusted boolean NOT NULL DEFAULT false,
  creates_people boolean NOT NULL DEFAULT false,
  added_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  -- When a trial last went well with the settings as they are.
  tried_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CALL protect_tenant_table('identity_providers');

CREATE TABLE provider_groups (
  organisation_id uuid NOT NULL REFERENCES tenants,
  provider_id uuid NOT NULL,
  place integer NOT NULL,
  group_name text NOT NULL,
  role text CHECK (role IN ('employee', 'receptionist', 'location_manager', 'organisation_manager', 'privacy_officer', 'auditor')),
  location_id uuid,
  team_id uuid,
  -- Who said so, and so stands as the giver of what it gives.
  set_by uuid,
  PRIMARY KEY (organisation_id, provider_id, place),
  FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, location_id) REFERENCES locations (organisation_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, team_id) REFERENCES teams,
  CHECK (role IS NOT NULL OR team_id IS NOT NULL),
  CHECK (location_id IS NULL OR role IN ('receptionist', 'location_manager'))
);
CREATE INDEX provider_groups_by_setter ON provider_groups (organisation_id, set_by) WHERE set_by IS NOT NULL;
CALL protect_tenant_table('provider_groups');

-- Who somebody is at a provider: HMAC of its name and the subject there.
CREATE TABLE federated_identities (
  organisation_id uuid NOT NULL REFERENCES tenants,
  provider_id uuid NOT NULL,
  subject_index bytea NOT NULL CHECK (octet_length(subject_index) = 32),
  person_id uuid NOT NULL,
  linked_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, provider_id, subject_index),
  FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX federated_identities_by_person ON federated_identities (organisation_id, person_id);
CALL protect_tenant_table('federated_identities');

-- Which sessions here hang on which session there.
CREATE TABLE federated_sessions (
  organisation_id uuid NOT NULL REFERENCES tenants,
  session_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  person_id uuid NOT NULL,
  subject_index bytea NOT NULL,
  -- HMAC of the provider's own name of its session; null when it gave none.
  sid_index bytea,
  PRIMARY KEY (organisation_id, session_id),
  FOREIGN KEY (organisation_id, session_id) REFERENCES sessions (organisation_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX federated_sessions_by_person ON federated_sessions (organisation_id, person_id);
CREATE INDEX federated_sessions_by_provider ON federated_sessions (organisation_id, provider_id, subject_index);
CALL protect_tenant_table('federated_sessions');

-- Somebody is on the way to a provider. One use, ten minutes, and only in the browser that set out.
CREATE TABLE sign_in_flows (
  organisation_id uuid NOT NULL REFERENCES tenants,
  state_hash bytea NOT NULL CHECK (octet_length(state_hash) = 32),
  provider_id uuid NOT NULL,
  browser_hash bytea NOT NULL CHECK (octet_length(browser_hash) = 32),
  aim text NOT NULL CHECK (aim IN ('sign_in', 'step_up', 'trial')),
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- The answer was taken: it can be no second time.
  answered_at timestamptz,
  -- Who is meant, once that is known.
  person_id uuid,
  -- What there is to know between two steps, under that person's key.
  outcome_sealed bytea,
  PRIMARY KEY (organisation_id, state_hash),
  FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX sign_in_flows_by_person ON sign_in_flows (organisation_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX sign_in_flows_by_expiry ON sign_in_flows (organisation_id, expires_at);
CALL protect_tenant_table('sign_in_flows');

-- Assertions and logout tokens that were taken, by hash, until they expire by themselves: none counts twice.
CREATE TABLE spent_messages (
  organisation_id uuid NOT NULL REFERENCES tenants,
  provider_id uuid NOT NULL,
  message_hash bytea NOT NULL CHECK (octet_length(message_hash) = 32),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, provider_id, message_hash),
  FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers ON DELETE CASCADE
);
CREATE INDEX spent_messages_by_expiry ON spent_messages (organisation_id, expires_at);
CALL protect_tenant_table('spent_messages');

-- Managers are told of these.
DO $$
DECLARE
  before text := (SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = 'notices'::regclass AND conname = 'notices_kind_check');
BEGIN
  ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
  EXECUTE format('ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (%s OR kind IN (''break_glass_used'', ''domain_missing'', ''domain_lapsed''))', before);
END $$;
