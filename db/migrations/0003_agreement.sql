-- Who accepted which exact text when (G13.1). Rows are never changed, save for the end.
CREATE TABLE agreements (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  version text NOT NULL,
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  text_hash text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
  -- Operator's name, seat, register number and contacts, and the customer's name, as they stood in the text.
  parameters jsonb NOT NULL,
  formed_by text NOT NULL CHECK (formed_by IN ('opt_in', 'signatures')),
  accepted_by uuid NOT NULL,
  accepted_at timestamptz NOT NULL,
  -- The customer's warranty that the data is lawful (G4.3).
  warranted_lawful boolean NOT NULL CHECK (warranted_lawful),
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX agreements_one_in_force ON agreements (organisation_id) WHERE ended_at IS NULL;
CALL protect_tenant_table('agreements');

ALTER TABLE organisations
  ADD FOREIGN KEY (organisation_id, agreement_in_force_id) REFERENCES agreements (organisation_id, id);

CREATE TABLE privacy_notice_acceptances (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  version text NOT NULL,
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  text_hash text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id, version, language),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('privacy_notice_acceptances');
