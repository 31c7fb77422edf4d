CREATE TABLE bookings (
  organisation_id uuid NOT NULL REFERENCES tenants,
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
CREATE INDEX bookings_by_person ON bookings (organisation_id, person_id, upper(during));
CREATE INDEX bookings_awaiting_check_in ON bookings (organisation_id, held_until) WHERE status = 'booked';
CREATE INDEX bookings_running ON bookings (organisation_id, upper(during)) WHERE status IN ('booked', 'checked_in');
CALL protect_tenant_table('bookings', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

CREATE TABLE idempotency_keys (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- The booking the first request made, or the refusal it got.
  booking_id uuid,
  refusal jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id, key),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CALL protect_tenant_table('idempotency_keys', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

CREATE TABLE notices (
  organisation_id uuid NOT NULL REFERENCES tenants,
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
