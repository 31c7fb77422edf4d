-- Granted rights are checked (G6.2g): a review puts each before the one responsible; what is not confirmed by the date lapses.
CREATE TABLE access_reviews (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- Null: by itself.
  started_by uuid,
  -- Which of its three notices went out.
  told text NOT NULL DEFAULT 'start' CHECK (told IN ('start', 'week', 'day')),
  PRIMARY KEY (organisation_id, id)
);
-- One at a time.
CREATE UNIQUE INDEX access_reviews_one_open ON access_reviews (organisation_id) WHERE closed_at IS NULL;
CALL protect_tenant_table('access_reviews');

-- What was granted when the review began, and what became of it. It outlives what it is about: no foreign keys to that.
CREATE TABLE review_items (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  review_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('role', 'break_glass', 'approval', 'client', 'token')),
  -- The grant, approval, program or token; of a break-glass account the person is enough.
  right_id uuid,
  person_id uuid,
  role text,
  location_id uuid,
  -- A third party and its program.
  label text,
  since timestamptz NOT NULL,
  until timestamptz,
  granted_by uuid,
  reviewer text NOT NULL CHECK (reviewer IN ('organisation_manager', 'location_manager', 'privacy_officer')),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'taken_away', 'lapsed', 'at_risk', 'gone')),
  answered_by uuid,
  answered_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES access_reviews ON DELETE CASCADE
);
CREATE INDEX review_items_by_review ON review_items (organisation_id, review_id, state);
CREATE INDEX review_items_by_person ON review_items (organisation_id, person_id);
CALL protect_tenant_table('review_items');

-- Without a row: every six months.
CREATE TABLE review_settings (
  organisation_id uuid PRIMARY KEY REFERENCES tenants,
  every_months integer NOT NULL CHECK (every_months IN (3, 6, 12)),
  changed_at timestamptz NOT NULL
);
CALL protect_tenant_table('review_settings');

ALTER TABLE notices ADD COLUMN review_id uuid;
CREATE UNIQUE INDEX notices_once_per_review ON notices (organisation_id, person_id, review_id, kind) WHERE review_id IS NOT NULL;
DO $$
DECLARE
  before text := (SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = 'notices'::regclass AND conname = 'notices_kind_check');
BEGIN
  ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
  EXECUTE format('ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (%s OR kind IN (''review_asked'', ''review_week'', ''review_day'', ''review_at_risk'', ''right_lapsed''))', before);
END $$;
