CREATE TABLE sources (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('the-things-stack', 'chirpstack', 'generic', 'mqtt')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  -- SHA-256 of a random 256-bit secret: nothing to guess, so no slow hash is needed.
  secret_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);
CALL protect_tenant_table('sources');

CREATE TABLE devices (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  dev_eui text NOT NULL CHECK (dev_eui ~ '^[0-9a-f]{16}$'),
  model text NOT NULL,
  kind text NOT NULL CHECK (kind IN
    ('desk_device', 'room_device', 'desk_sensor', 'room_sensor', 'people_counter', 'climate')),
  name text,
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX devices_by_dev_eui ON devices (organisation_id, dev_eui) WHERE retired_at IS NULL;
CALL protect_tenant_table('devices');

-- Where a device, or one region of it, stood from when to when.
CREATE TABLE device_links (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  device_id uuid NOT NULL,
  -- 0: the whole device.
  region integer NOT NULL DEFAULT 0 CHECK (region BETWEEN 0 AND 64),
  workspace_id uuid,
  zone_id uuid,
  during tstzrange NOT NULL CHECK (NOT isempty(during)),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices,
  FOREIGN KEY (organisation_id, workspace_id) REFERENCES workspaces,
  FOREIGN KEY (organisation_id, zone_id) REFERENCES zones,
  CHECK ((workspace_id IS NULL) <> (zone_id IS NULL)),
  EXCLUDE USING gist (organisation_id WITH =, device_id WITH =, region WITH =, during WITH &&)
);
CREATE INDEX device_links_by_workspace ON device_links (organisation_id, workspace_id);
CALL protect_tenant_table('device_links');

CREATE TABLE decoders (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  model text NOT NULL,
  version integer NOT NULL,
  source text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'live', 'retired')),
  tried_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, model, version)
);
CREATE UNIQUE INDEX decoders_one_live ON decoders (organisation_id, model) WHERE state = 'live';
CALL protect_tenant_table('decoders');

-- Sent something, not known here. No payload.
CREATE TABLE seen_devices (
  organisation_id uuid NOT NULL REFERENCES tenants,
  source_id uuid NOT NULL,
  dev_eui text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  uplinks bigint NOT NULL,
  PRIMARY KEY (organisation_id, source_id, dev_eui),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources ON DELETE CASCADE
);
CALL protect_tenant_table('seen_devices', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- Refused and counted, never kept.
CREATE TABLE uplink_refusals (
  organisation_id uuid NOT NULL REFERENCES tenants,
  source_id uuid NOT NULL,
  date date NOT NULL,
  reason text NOT NULL,
  uplinks bigint NOT NULL,
  PRIMARY KEY (organisation_id, source_id, date, reason),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources ON DELETE CASCADE
);
CALL protect_tenant_table('uplink_refusals');

-- What is remembered of a device between two of its words: which frames were admitted lately, and how it fares. One row per device, made with it:
-- a batch of uplinks locks the rows of its devices, so that several instances take turns at a device.
-- No indexed column changes and pages are half full at first, so that an update stays on its page and touches no index.
CREATE TABLE device_frames (
  organisation_id uuid NOT NULL REFERENCES tenants,
  device_id uuid NOT NULL,
  -- Compact JSON, written and read by frame-memory.ts only.
  frames text NOT NULL DEFAULT '[]',
  last_seen_at timestamptz,
  battery_pct real,
  battery_v real,
  battery_at timestamptz,
  battery_low boolean NOT NULL DEFAULT false,
  -- Not heard by then: silent.
  silent_after timestamptz,
  stuck boolean NOT NULL DEFAULT false,
  PRIMARY KEY (organisation_id, device_id),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices
) WITH (fillfactor = 50);
CALL protect_tenant_table('device_frames', $$EXISTS (
  SELECT FROM organisations o WHERE o.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    AND o.agreement_in_force_id IS NOT NULL)$$);

-- A tablet that wants to be a door display; not yet anyone's. Minutes old at most.
CREATE TABLE door_pairings (
  code_hash bytea PRIMARY KEY,
  secret_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  tenant_id uuid REFERENCES tenants,
  workspace_id uuid
);

CREATE TABLE doors (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  paired_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, workspace_id) REFERENCES workspaces
);
CALL protect_tenant_table('doors');
