-- Requests of data subjects and of the customer (G1.2, G1.5, G8).
CREATE TABLE requests (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('export', 'correct', 'restrict', 'lift_restriction', 'erase', 'organisation_export')),
  -- Null: the whole organisation; or the person was erased, and the request only counts.
  person_id uuid,
  -- Who asked: the person, or the privacy officer for them.
  asked_by text NOT NULL CHECK (asked_by IN ('person', 'privacy_officer', 'organisation_manager')),
  asked_by_id uuid,
  asked_at timestamptz NOT NULL,
  -- One month, GDPR art. 12(3).
  due_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'working', 'done', 'postponed', 'refused', 'failed')),
  progress_pct integer NOT NULL DEFAULT 0 CHECK (progress_pct BETWEEN 0 AND 100),
  -- Why it waits or was refused: a code of the error catalogue, or the ground of a hold.
  reason text,
  done_at timestamptz,
  -- No key: the file goes when it expires, the request stays.
  file_id uuid,
  -- What was done, in counts and codes; no personal data.
  outcome jsonb,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people,
  CHECK ((state IN ('done', 'refused')) = (done_at IS NOT NULL))
);
CREATE INDEX requests_by_person ON requests (organisation_id, person_id, asked_at) WHERE person_id IS NOT NULL;
CREATE INDEX requests_open ON requests (organisation_id, asked_at) WHERE state IN ('waiting', 'working', 'postponed', 'failed');
-- One of a kind at a time.
CREATE UNIQUE INDEX requests_one_open ON requests (organisation_id, kind, coalesce(person_id, '00000000-0000-0000-0000-000000000000'))
  WHERE state IN ('waiting', 'working', 'postponed');
CALL protect_tenant_table('requests');
