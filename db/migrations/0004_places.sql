CREATE TABLE locations (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  address text NOT NULL,
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  -- IANA name. Opening hours and closed days are wall clock there.
  time_zone text NOT NULL,
  opening_hours jsonb NOT NULL,
  desk_window_days integer NOT NULL CHECK (desk_window_days BETWEEN 0 AND 366),
  room_window_days integer NOT NULL CHECK (room_window_days BETWEEN 0 AND 366),
  check_in_grace_minutes integer NOT NULL CHECK (check_in_grace_minutes BETWEEN 5 AND 240),
  sensor_checks_in boolean NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);
CALL protect_tenant_table('locations');

CREATE TABLE closed_days (
  organisation_id uuid NOT NULL REFERENCES tenants,
  location_id uuid NOT NULL,
  date date NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (organisation_id, location_id, date),
  FOREIGN KEY (organisation_id, location_id) REFERENCES locations
);
CALL protect_tenant_table('closed_days');

CREATE TABLE floors (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  location_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  level integer NOT NULL,
  plan_kind text CHECK (plan_kind IN ('svg', 'picture')),
  -- Sanitised SVG text, or the picture as a data URL.
  plan text,
  plan_view_box double precision[] CHECK (cardinality(plan_view_box) = 4),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, location_id),
  UNIQUE (organisation_id, location_id, name),
  FOREIGN KEY (organisation_id, location_id) REFERENCES locations,
  CHECK ((plan_kind IS NULL) = (plan IS NULL) AND (plan IS NULL) = (plan_view_box IS NULL))
);
CALL protect_tenant_table('floors');

CREATE TABLE zones (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  floor_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  polygon jsonb NOT NULL,
  team_id uuid,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, floor_id),
  UNIQUE (organisation_id, floor_id, name),
  FOREIGN KEY (organisation_id, floor_id) REFERENCES floors,
  FOREIGN KEY (organisation_id, team_id) REFERENCES teams
);
CALL protect_tenant_table('zones');

CREATE TABLE workspaces (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  location_id uuid NOT NULL,
  floor_id uuid NOT NULL,
  zone_id uuid,
  kind text NOT NULL CHECK (kind IN ('desk', 'room')),
  type text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  code text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  -- Random, printed in the QR link; tells nothing by itself.
  qr_code text NOT NULL,
  seats integer NOT NULL CHECK (seats BETWEEN 1 AND 1000),
  equipment text[] NOT NULL,
  bookable boolean NOT NULL,
  -- Centre, turn (degrees clockwise) and size in plan units; 10 units are one metre.
  x double precision NOT NULL,
  y double precision NOT NULL,
  turn double precision NOT NULL,
  width double precision NOT NULL CHECK (width > 0),
  depth double precision NOT NULL CHECK (depth > 0),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, kind),
  UNIQUE (organisation_id, location_id, code),
  UNIQUE (organisation_id, qr_code),
  FOREIGN KEY (organisation_id, floor_id, location_id) REFERENCES floors (organisation_id, id, location_id),
  FOREIGN KEY (organisation_id, zone_id, floor_id) REFERENCES zones (organisation_id, id, floor_id)
);
CREATE INDEX workspaces_by_floor ON workspaces (organisation_id, floor_id);
CALL protect_tenant_table('workspaces');

-- Door of the room places: one row per workspace with everything one needs to name it and to know its rules.
CREATE VIEW workspace_cards WITH (security_invoker = true) AS
SELECT
  w.organisation_id,
  w.id AS workspace_id,
  w.name AS workspace_name,
  w.code,
  w.kind,
  w.type,
  w.seats,
  w.equipment,
  w.bookable,
  w.x,
  w.y,
  z.id AS zone_id,
  z.name AS zone_name,
  z.team_id,
  f.id AS floor_id,
  f.name AS floor_name,
  l.id AS location_id,
  l.name AS location_name,
  l.time_zone,
  l.opening_hours,
  l.desk_window_days,
  l.room_window_days,
  l.check_in_grace_minutes,
  l.sensor_checks_in,
  (SELECT jsonb_agg(jsonb_build_object('date', d.date, 'reason', d.reason) ORDER BY d.date)
    FROM closed_days d WHERE d.organisation_id = l.organisation_id AND d.location_id = l.id) AS closed_days
FROM workspaces w
JOIN floors f ON f.organisation_id = w.organisation_id AND f.id = w.floor_id
JOIN locations l ON l.organisation_id = w.organisation_id AND l.id = w.location_id
LEFT JOIN zones z ON z.organisation_id = w.organisation_id AND z.id = w.zone_id;
