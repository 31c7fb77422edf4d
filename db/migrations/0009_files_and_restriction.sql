-- Encrypted files (kernel/files): what lies in the folder, under whose key, until when. The bytes are beside the database, chunk by chunk under a key of
-- the person or of the organisation.
CREATE TABLE files (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  -- Under this person's key; null: under the organisation's.
  person_id uuid,
  room text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  -- Plain bytes, and SHA-256 over them; null while it is being written.
  size bigint CHECK (size >= 0),
  sha256 bytea CHECK (octet_length(sha256) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people,
  CHECK ((size IS NULL) = (sha256 IS NULL))
);
CREATE INDEX files_by_person ON files (organisation_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX files_by_expiry ON files (organisation_id, expires_at);
CALL protect_tenant_table('files');

-- Frozen (GDPR art. 18): kept, but not used. Not in lists, no name anywhere, no bookings shown or made.
ALTER TABLE people ADD COLUMN restricted_at timestamptz;

CREATE OR REPLACE VIEW person_cards WITH (security_invoker = true) AS
SELECT organisation_id, id AS person_id, name_sealed, team_id, visibility
FROM people
WHERE restricted_at IS NULL;

CREATE OR REPLACE VIEW person_states WITH (security_invoker = true) AS
SELECT organisation_id, id AS person_id, team_id, language, opted_in_at, restricted_at
FROM people;

-- Bookings of a frozen person are not counted: whoever counts (purpose `insight`) does not get them at all.
ALTER TABLE bookings ADD COLUMN frozen boolean NOT NULL DEFAULT false;
ALTER POLICY tenant ON bookings TO vrijplek_sign_in, vrijplek_booking, vrijplek_presence, vrijplek_administration, vrijplek_telemetry,
  vrijplek_rights, vrijplek_retention, vrijplek_security, vrijplek_support, vrijplek_audit, vrijplek_jobs;
CREATE POLICY counted ON bookings TO vrijplek_insight
  USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid AND NOT frozen)
  WITH CHECK (false);

-- The signing manager may be erased: the agreement stays, with its text's hash and its moment; the trail's leaf stays too.
ALTER TABLE agreements ALTER COLUMN accepted_by DROP NOT NULL;

-- People are told of more than bookings.
ALTER TABLE notices
  ALTER COLUMN booking_id DROP NOT NULL,
  DROP CONSTRAINT notices_kind_check,
  ADD COLUMN request_id uuid,
  ADD CONSTRAINT notices_kind_check CHECK (kind IN (
    'check_in_reminder', 'booking_released', 'export_ready', 'data_corrected', 'data_restricted', 'restriction_lifted', 'data_exported',
    'erasure_postponed', 'agreement_ends')),
  ADD CONSTRAINT notices_about CHECK ((kind IN ('check_in_reminder', 'booking_released')) = (booking_id IS NOT NULL));
CREATE UNIQUE INDEX notices_once_per_request ON notices (organisation_id, person_id, request_id, kind) WHERE request_id IS NOT NULL;
