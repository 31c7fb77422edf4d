-- Every admitted reading, by the moment it was taken. Month partitions are made ahead at each start (server/rooms/occupancy/store-partitions.ts); the default
-- one takes what no month was made for.
CREATE TABLE readings (
  organisation_id uuid NOT NULL,
  device_id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- Frame counter; -1 when the source has none.
  f_cnt bigint NOT NULL,
  received_at timestamptz NOT NULL,
  -- Null: heard, but it said nothing measurable.
  measurement jsonb,
  PRIMARY KEY (organisation_id, device_id, at, f_cnt)
) PARTITION BY RANGE (at);
CREATE TABLE readings_other PARTITION OF readings DEFAULT;
CALL protect_tenant_table('readings', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- What each device, or region of it, says now about the place it is linked to, and the fold's memory. What people see is judged against the clock when
-- it is read. Pages are half full at first and no indexed column changes: an update touches no index.
CREATE TABLE presence (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  -- 0: the whole device.
  region integer NOT NULL,
  -- The link its words were said under; words under an ended link say nothing about the next place.
  link_id uuid NOT NULL,
  -- The last word; null: none yet.
  occupied boolean,
  since_at timestamptz,
  -- Until when the last word holds; after it the sensor is silent, and its place unknown from `unknown_from` on.
  holds_until timestamptz,
  unknown_from timestamptz,
  stuck boolean NOT NULL,
  -- Of a people counter.
  people integer,
  people_until timestamptz,
  -- The fold's memory, JSON; written and read by memory.ts only.
  state text NOT NULL,
  PRIMARY KEY (organisation_id, device_id, region),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices
) WITH (fillfactor = 50);
CALL protect_tenant_table('presence', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- When a place was in use, or nobody knows, as each device linked to it told: `[from_at, to_at)`. Between them it was vacant.
CREATE TABLE occupied_intervals (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  region integer NOT NULL,
  from_at timestamptz NOT NULL,
  -- Null while it lasts; then `presence.holds_until` bounds it.
  to_at timestamptz CHECK (to_at > from_at),
  what text NOT NULL CHECK (what IN ('occupied', 'unknown')),
  -- Said by a sensor that was stuck: no proof of anybody.
  stuck boolean NOT NULL,
  link_id uuid NOT NULL,
  workspace_id uuid,
  zone_id uuid,
  PRIMARY KEY (organisation_id, device_id, region, from_at)
);
CREATE INDEX occupied_intervals_by_workspace ON occupied_intervals (organisation_id, workspace_id, from_at);
CALL protect_tenant_table('occupied_intervals', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- People in a room, as steps: `people` from `from_at` on (null: not known), until the next row of the same device.
CREATE TABLE people_counts (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  people integer CHECK (people >= 0),
  link_id uuid NOT NULL,
  workspace_id uuid,
  zone_id uuid,
  PRIMARY KEY (organisation_id, device_id, from_at)
);
CREATE INDEX people_counts_by_workspace ON people_counts (organisation_id, workspace_id, from_at);
CALL protect_tenant_table('people_counts', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- Latest climate per device, for the live floor.
CREATE TABLE climate_now (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  link_id uuid NOT NULL,
  at timestamptz NOT NULL,
  temperature_c real,
  humidity_pct real,
  co2_ppm real,
  pressure_hpa real,
  tvoc_iaq real,
  -- Newest value and time of each quantity, JSON; written and read by memory.ts only.
  state text NOT NULL,
  PRIMARY KEY (organisation_id, device_id),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices
) WITH (fillfactor = 50);
CALL protect_tenant_table('climate_now', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- One row per workspace with a sensor in force, for the rooms below. `sensors` are the words of its sensors: [occupied, since, holds until,
-- unknown from (epoch milliseconds), stuck]; `sensorWordAt()` of room occupancy's door makes one answer of them, since that needs the clock.
CREATE VIEW workspace_presence WITH (security_invoker = true) AS
SELECT l.organisation_id, l.workspace_id,
  jsonb_agg(jsonb_build_array(p.occupied, extract(epoch FROM p.since_at) * 1000, extract(epoch FROM p.holds_until) * 1000,
    extract(epoch FROM p.unknown_from) * 1000, coalesce(p.stuck, false))) AS sensors
FROM device_links l
JOIN devices d ON d.organisation_id = l.organisation_id AND d.id = l.device_id AND d.retired_at IS NULL
LEFT JOIN presence p ON p.organisation_id = l.organisation_id AND p.device_id = l.device_id AND p.region = l.region AND p.link_id = l.id
WHERE l.workspace_id IS NOT NULL AND upper_inf(l.during)
  AND (d.kind IN ('desk_sensor', 'room_sensor', 'people_counter') OR p.occupied IS NOT NULL)
GROUP BY l.organisation_id, l.workspace_id;

-- The newest climate values and count of each workspace, whichever device said them. `people` counts until `people_until`.
CREATE VIEW workspace_climate WITH (security_invoker = true) AS
SELECT l.organisation_id, l.workspace_id,
  (array_agg(p.people ORDER BY p.people_until DESC) FILTER (WHERE p.people IS NOT NULL))[1] AS people,
  max(p.people_until) FILTER (WHERE p.people IS NOT NULL) AS people_until,
  (array_agg(c.temperature_c ORDER BY c.at DESC) FILTER (WHERE c.temperature_c IS NOT NULL))[1] AS temperature_c,
  (array_agg(c.humidity_pct ORDER BY c.at DESC) FILTER (WHERE c.humidity_pct IS NOT NULL))[1] AS humidity_pct,
  (array_agg(c.co2_ppm ORDER BY c.at DESC) FILTER (WHERE c.co2_ppm IS NOT NULL))[1] AS co2_ppm,
  max(c.at) AS at
FROM device_links l
LEFT JOIN presence p ON p.organisation_id = l.organisation_id AND p.device_id = l.device_id AND p.region = l.region AND p.link_id = l.id
LEFT JOIN climate_now c ON c.organisation_id = l.organisation_id AND c.device_id = l.device_id AND l.region = 0 AND c.link_id = l.id
WHERE l.workspace_id IS NOT NULL AND upper_inf(l.during) AND (p.people IS NOT NULL OR c.at IS NOT NULL)
GROUP BY l.organisation_id, l.workspace_id;
