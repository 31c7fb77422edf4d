-- People that the organisation's own directory brings in (SCIM 2.0, RFC 7643 and 7644).

-- What the directory said of a person. The person themselves stand in people; without a row here they did not come from a directory.
CREATE TABLE scim_users (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  -- HMACs under the organisation's index key, for look-up.
  user_name_index bytea NOT NULL,
  external_id_index bytea,
  -- The directory's own words as JSON, under the person's key.
  attributes_sealed bytea NOT NULL,
  -- What it last said; a manager here may have decided otherwise since.
  active boolean NOT NULL,
  client_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  -- The directory deleted it: nobody finds it any more, and the keeping period runs.
  deleted_at timestamptz,
  PRIMARY KEY (organisation_id, person_id),
  UNIQUE (organisation_id, user_name_index),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX scim_users_by_external_id ON scim_users (organisation_id, external_id_index) WHERE external_id_index IS NOT NULL;
CALL protect_tenant_table('scim_users');

-- Groups of the directory, and what their members are here: a team and roles.
CREATE TABLE scim_groups (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 256),
  external_id text CHECK (length(external_id) BETWEEN 1 AND 256),
  team_id uuid,
  roles text[] NOT NULL DEFAULT '{}',
  -- Who said so: nobody grants what they do not hold.
  mapped_by uuid,
  created_at timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, team_id) REFERENCES teams
);
CREATE UNIQUE INDEX scim_groups_by_name ON scim_groups (organisation_id, lower(name));
CREATE INDEX scim_groups_by_team ON scim_groups (organisation_id, team_id) WHERE team_id IS NOT NULL;
CALL protect_tenant_table('scim_groups');

CREATE TABLE scim_members (
  organisation_id uuid NOT NULL REFERENCES tenants,
  group_id uuid NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, group_id, person_id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES scim_groups ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, person_id) REFERENCES people
);
CREATE INDEX scim_members_by_person ON scim_members (organisation_id, person_id);
CALL protect_tenant_table('scim_members');

-- How often a client asked, by the hour, and what was refused, so that a manager sees whether it works. Nothing of a person.
CREATE TABLE scim_calls (
  organisation_id uuid NOT NULL REFERENCES tenants,
  client_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  reads integer NOT NULL,
  writes integer NOT NULL,
  refusals integer NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, client_id, hour)
);
CALL protect_tenant_table('scim_calls');

CREATE TABLE scim_refusals (
  organisation_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  client_id uuid NOT NULL,
  resource text NOT NULL CHECK (resource IN ('users', 'groups', 'other')),
  act text NOT NULL CHECK (act IN ('read', 'create', 'replace', 'patch', 'delete')),
  code text NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX scim_refusals_by_time ON scim_refusals (organisation_id, at);
CALL protect_tenant_table('scim_refusals');
