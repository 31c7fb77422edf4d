-- Third parties (G5.3): what the customer approved in writing, and the programs and tokens that hang on it.

CREATE TABLE approvals (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('api_client', 'personal_tokens', 'scim', 'sso')),
  -- An organisation and an address of one of its desks, not a person.
  party_name text NOT NULL CHECK (length(party_name) BETWEEN 1 AND 120),
  party_contact text NOT NULL CHECK (length(party_contact) BETWEEN 3 AND 200),
  party_country text NOT NULL CHECK (party_country ~ '^[A-Z]{2}$'),
  transfer_ground text CHECK (transfer_ground IN ('adequacy', 'standard_clauses', 'binding_rules', 'explicit_consent')),
  purposes text[] NOT NULL CHECK (cardinality(purposes) > 0),
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  -- CIDR; empty: from anywhere.
  addresses text[] NOT NULL,
  approved_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  -- Who took the responsibility for the customer, and which text (G4.2).
  accepted_by uuid,
  text_version text NOT NULL,
  text_language text NOT NULL CHECK (text_language IN ('nl', 'en')),
  text_hash text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
  -- All of it as a signed note; names nobody, so that it can be kept and shown.
  note text NOT NULL,
  renews uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  -- When a review last confirmed it.
  confirmed_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, kind),
  FOREIGN KEY (organisation_id, renews) REFERENCES approvals,
  CONSTRAINT approvals_a_year CHECK (ends_at > approved_at AND ends_at <= approved_at + interval '8784 hours'),
  -- No transfer outside the European Economic Area without its ground (G3.1).
  CONSTRAINT approvals_transfer CHECK (transfer_ground IS NOT NULL OR party_country IN (
    'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT',
    'RO', 'SE', 'SI', 'SK'))
);
CREATE INDEX approvals_by_acceptor ON approvals (organisation_id, accepted_by) WHERE accepted_by IS NOT NULL;
CREATE INDEX approvals_by_revoker ON approvals (organisation_id, revoked_by) WHERE revoked_by IS NOT NULL;
CREATE INDEX approvals_by_renewed ON approvals (organisation_id, renews) WHERE renews IS NOT NULL;
CALL protect_tenant_table('approvals');

-- A program of a third party.
CREATE TABLE api_clients (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  approval_id uuid NOT NULL,
  approval_kind text NOT NULL CHECK (approval_kind IN ('api_client', 'scim')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_on date,
  confirmed_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, approval_id, approval_kind) REFERENCES approvals (organisation_id, id, kind)
);
CREATE UNIQUE INDEX api_clients_by_name ON api_clients (organisation_id, approval_id, name) WHERE revoked_at IS NULL;
CREATE INDEX api_clients_by_approval ON api_clients (organisation_id, approval_id);
CALL protect_tenant_table('api_clients');

-- Two at a time, so that one can take over from the other; the key itself says so.
CREATE TABLE client_secrets (
  organisation_id uuid NOT NULL REFERENCES tenants,
  client_id uuid NOT NULL,
  slot smallint NOT NULL CHECK (slot IN (1, 2)),
  secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
  created_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  last_used_on date,
  PRIMARY KEY (organisation_id, client_id, slot),
  FOREIGN KEY (organisation_id, client_id) REFERENCES api_clients,
  CHECK (ends_at > created_at AND ends_at <= created_at + interval '8784 hours')
);
CALL protect_tenant_table('client_secrets');

-- Access tokens: of a program for some minutes, of a directory that can use nothing else, of a person.
CREATE TABLE access_tokens (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('client', 'standing', 'personal')),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  approval_id uuid NOT NULL,
  approval_kind text NOT NULL,
  client_id uuid,
  -- Of a program's short token: the secret it was got with.
  client_slot smallint,
  person_id uuid,
  -- In the person's own words, under their key.
  name_sealed bytea,
  purposes text[] NOT NULL CHECK (cardinality(purposes) > 0),
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  addresses text[] NOT NULL,
  created_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  -- The day only, and not from where.
  last_used_on date,
  revoked_at timestamptz,
  confirmed_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, approval_id, approval_kind) REFERENCES approvals (organisation_id, id, kind),
  FOREIGN KEY (organisation_id, client_id) REFERENCES api_clients,
  FOREIGN KEY (organisation_id, person_id) REFERENCES people,
  CONSTRAINT access_tokens_whose CHECK (
    (kind = 'personal') = (person_id IS NOT NULL) AND (kind = 'personal') = (name_sealed IS NOT NULL) AND (kind = 'personal') = (client_id IS NULL)
    AND (kind = 'client') = (client_slot IS NOT NULL)),
  CONSTRAINT access_tokens_approved_as CHECK (approval_kind = ANY (CASE kind
    WHEN 'personal' THEN ARRAY['personal_tokens'] WHEN 'standing' THEN ARRAY['scim'] ELSE ARRAY['api_client', 'scim'] END)),
  CONSTRAINT access_tokens_lifetime CHECK (ends_at > created_at AND ends_at <= created_at + CASE kind
    WHEN 'client' THEN interval '15 minutes' WHEN 'personal' THEN interval '2160 hours' ELSE interval '8784 hours' END)
);
CREATE INDEX access_tokens_by_approval ON access_tokens (organisation_id, approval_id);
CREATE INDEX access_tokens_by_client ON access_tokens (organisation_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX access_tokens_by_person ON access_tokens (organisation_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX access_tokens_by_end ON access_tokens (organisation_id, ends_at);
-- The gate in the database: no token is written, or kept alive, that is not within an approval in force; whatever the program around it forgets.
CALL protect_tenant_table('access_tokens', $$(revoked_at IS NOT NULL OR EXISTS (
  SELECT FROM approvals a WHERE a.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid AND a.id = approval_id
    AND a.revoked_at IS NULL AND created_at < a.ends_at AND ends_at <= a.ends_at
    AND access_tokens.purposes <@ a.purposes AND access_tokens.categories <@ a.categories))$$);

-- Third parties look too, and so may staff: whoever is looked at sees it.
ALTER TABLE trail_looks
  DROP CONSTRAINT trail_looks_viewer_kind_check,
  ADD CONSTRAINT trail_looks_viewer_kind_check CHECK (viewer_kind IN ('person', 'door', 'operator', 'system', 'client', 'staff'));
