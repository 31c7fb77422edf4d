-- The keys to workspaces and people lead to the tenant already: a key of its own would make every booking lock one row.
CREATE TABLE bookings (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('desk', 'room')),
  -- Null: taken at a door display, without a name; or the person was erased and only the count stays.
  person_id uuid,
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  status text NOT NULL CHECK (status IN ('booked', 'checked_in', 'ended', 'cancelled', 'released')),
  -- Without a check-in it is released at this instant.
  held_until timestamptz NOT NULL,
  checked_in_at timestamptz,
  checked_in_by text CHECK (checked_in_by IN ('person', 'qr', 'door', 'device', 'sensor')),
  ended_at timestamptz,
  reminded_at timestamptz,
  created_at timestamptz NOT NULL,
  -- Under row security only leakproof conditions reach an index: comparing instants is, whatever looks into a range is not.
  from_at timestamptz NOT NULL GENERATED ALWAYS AS (lower(during)) STORED,
  to_at timestamptz NOT NULL GENERATED ALWAYS AS (upper(during)) STORED,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, workspace_id, kind) REFERENCES workspaces (organisation_id, id, kind),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people,
  CHECK ((status = 'checked_in') <= (checked_in_at IS NOT NULL)),
  -- No double booking, ever. Ended ones are cut to the time they were used, so they stay in.
  CONSTRAINT one_booking_per_workspace
    EXCLUDE USING gist (organisation_id WITH =, workspace_id WITH =, during WITH &&)
    WHERE (status IN ('booked', 'checked_in')),
  -- One desk at a time.
  CONSTRAINT one_desk_per_person
    EXCLUDE USING gist (organisation_id WITH =, person_id WITH =, during WITH &&)
    WHERE (kind = 'desk' AND status IN ('booked', 'checked_in'))
);
CREATE INDEX bookings_by_person ON bookings (organisation_id, person_id, to_at);
-- What is in force at a workspace and not over at some moment: running, next, or in the way.
CREATE INDEX bookings_by_workspace ON bookings (organisation_id, workspace_id, to_at, from_at)
  WHERE status IN ('booked', 'checked_in');
-- What the minute's job must end: not checked in when no longer held, checked in when the time is up.
CREATE INDEX bookings_due ON bookings
  (organisation_id, (CASE status WHEN 'booked' THEN held_until ELSE to_at END))
  WHERE status IN ('booked', 'checked_in');
CREATE INDEX bookings_to_forget ON bookings (organisation_id, to_at)
  WHERE person_id IS NOT NULL AND status IN ('ended', 'cancelled', 'released');
CALL protect_tenant_table('bookings', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- Door of the room bookings: what is in force, for whoever shows a floor or a day.
CREATE VIEW current_bookings WITH (security_invoker = true) AS
SELECT organisation_id, id AS booking_id, workspace_id, person_id, kind, status, from_at, to_at, held_until, checked_in_at,
  checked_in_by
FROM bookings
WHERE status IN ('booked', 'checked_in');

-- A booking of any state with the place it is for.
CREATE VIEW booking_cards WITH (security_invoker = true) AS
SELECT b.organisation_id, b.id AS booking_id, b.person_id, b.status, b.from_at, b.to_at, b.held_until, b.checked_in_at,
  b.workspace_id, c.workspace_name, b.kind, c.zone_name, c.floor_id, c.floor_name, c.location_id, c.location_name, c.time_zone
FROM bookings b
JOIN workspace_cards c ON c.organisation_id = b.organisation_id AND c.workspace_id = b.workspace_id;

CREATE TABLE idempotency_keys (
  organisation_id uuid NOT NULL,
  person_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- The first answer: {"booking": …} or {"refusal": …}. Null only while the first request is at work, which nobody else sees.
  answer jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id, key),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('idempotency_keys', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

CREATE TABLE notices (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('check_in_reminder', 'booking_released')),
  booking_id uuid NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, booking_id, kind),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people,
  FOREIGN KEY (organisation_id, booking_id) REFERENCES bookings
);
CREATE INDEX notices_by_person ON notices (organisation_id, person_id, at);
CALL protect_tenant_table('notices', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);
