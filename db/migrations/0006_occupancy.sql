-- Every admitted reading, by the moment it was taken. Month partitions are made ahead by a job; the default one catches wrong clocks.
CREATE TABLE readings (
  organisation_id uuid NOT NULL,
  device_id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- Frame counter; -1 when the source has none.
  f_cnt bigint NOT NULL,
  received_at timestamptz NOT NULL,
  measurement jsonb NOT NULL,
  PRIMARY KEY (organisation_id, device_id, at, f_cnt)
) PARTITION BY RANGE (at);
CREATE TABLE readings_other PARTITION OF readings DEFAULT;
CALL protect_tenant_table('readings', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- What each device, or region of it, says now, and the fold's memory. What people see is judged against the clock when it is read.
CREATE TABLE presence (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  region integer NOT NULL DEFAULT 0,
  workspace_id uuid,
  zone_id uuid,
  occupied boolean,
  since_at timestamptz,
  last_at timestamptz NOT NULL,
  -- Until when the last word holds; after it the sensor is silent.
  holds_until timestamptz NOT NULL,
  stuck boolean NOT NULL DEFAULT false,
  state jsonb NOT NULL,
  PRIMARY KEY (organisation_id, device_id, region),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices,
  FOREIGN KEY (organisation_id, workspace_id) REFERENCES workspaces,
  FOREIGN KEY (organisation_id, zone_id) REFERENCES zones
);
CREATE INDEX presence_by_workspace ON presence (organisation_id, workspace_id);
CALL protect_tenant_table('presence', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

CREATE TABLE occupied_intervals (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  region integer NOT NULL DEFAULT 0,
  from_at timestamptz NOT NULL,
  -- Null while it lasts; then `presence.holds_until` bounds it.
  to_at timestamptz CHECK (to_at > from_at),
  workspace_id uuid,
  zone_id uuid,
  PRIMARY KEY (organisation_id, device_id, region, from_at)
);
CREATE INDEX occupied_intervals_by_workspace ON occupied_intervals (organisation_id, workspace_id, from_at);
CALL protect_tenant_table('occupied_intervals', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- People in a room, as steps: `people` from `from_at` on, until the next row of the same device.
CREATE TABLE people_counts (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  workspace_id uuid,
  zone_id uuid,
  people integer NOT NULL CHECK (people >= 0),
  PRIMARY KEY (organisation_id, device_id, from_at)
);
CREATE INDEX people_counts_by_workspace ON people_counts (organisation_id, workspace_id, from_at);
CALL protect_tenant_table('people_counts', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- Latest climate and count per device, for the live floor.
CREATE TABLE climate_now (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  workspace_id uuid,
  zone_id uuid,
  at timestamptz NOT NULL,
  temperature_c real,
  humidity_pct real,
  co2_ppm real,
  pressure_hpa real,
  tvoc_iaq real,
  people integer,
  people_at timestamptz,
  -- Door counters need their last totals.
  state jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (organisation_id, device_id),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices,
  FOREIGN KEY (organisation_id, workspace_id) REFERENCES workspaces,
  FOREIGN KEY (organisation_id, zone_id) REFERENCES zones
);
CREATE INDEX climate_now_by_workspace ON climate_now (organisation_id, workspace_id);
CALL protect_tenant_table('climate_now', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);
