-- The trail becomes provable: what is committed to, in which order, signed up to where, and who looked at whom.

-- A leaf commits to three parts apart from each other, each with a salt of its own: who did it, whom it is about, what was done. An erased part loses
-- its salt and its columns; its commitment stays, so that the leaf and every proof over it stay whole. A committed entry whose part has no salt is thus
-- one whose part was erased.
ALTER TABLE trail_entries
  DROP CONSTRAINT trail_entries_actor_kind_check,
  ADD CONSTRAINT trail_entries_actor_kind_check CHECK (actor_kind IN ('person', 'device', 'door', 'source', 'system', 'operator')),
  -- Given with the place in the log (`sequence`, from 0) by the sequencer; before it when a person is erased who stands in an entry without a place.
  ADD COLUMN salt_who bytea CHECK (octet_length(salt_who) = 16),
  ADD COLUMN salt_whom bytea CHECK (octet_length(salt_whom) = 16),
  ADD COLUMN salt_what bytea CHECK (octet_length(salt_what) = 16),
  -- SHA-256 of each part, who ‖ whom ‖ what.
  ADD COLUMN commitments bytea CHECK (octet_length(commitments) = 96),
  ADD CONSTRAINT trail_entries_sequenced CHECK (sequence IS NULL OR commitments IS NOT NULL);
-- Every entry is changed once, when it gets its place: what that leaves behind must not pile up in front of the entries that still have none.
ALTER TABLE trail_entries SET (autovacuum_vacuum_scale_factor = 0.02);
CREATE UNIQUE INDEX trail_entries_in_order ON trail_entries (organisation_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX trail_entries_by_person ON trail_entries (organisation_id, person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX trail_entries_by_actor ON trail_entries (organisation_id, actor_id, at) WHERE actor_id IS NOT NULL;
CREATE INDEX trail_entries_by_subject_person ON trail_entries (organisation_id, subject_id) WHERE subject_kind = 'person';
CREATE INDEX trail_entries_by_time ON trail_entries (organisation_id, at);

-- One row per organisation: how far its log goes. Locked by whoever sequences it.
CREATE TABLE trail_heads (
  organisation_id uuid PRIMARY KEY,
  size bigint NOT NULL CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  -- The newest signed checkpoint (C2SP tlog-checkpoint).
  checkpoint text NOT NULL,
  at timestamptz NOT NULL
);
CALL protect_tenant_table('trail_heads');

-- Hash tiles of height 8 (C2SP tlog-tiles): up to 256 hashes of 32 bytes; the last of each level may be partial and grows.
CREATE TABLE trail_tiles (
  organisation_id uuid NOT NULL,
  level integer NOT NULL CHECK (level >= 0),
  index bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (organisation_id, level, index)
);
-- Hashes do not compress: trying costs time at each growth.
ALTER TABLE trail_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
CALL protect_tenant_table('trail_tiles');

-- Signed checkpoints that were handed out or co-signed, so that a later one can be shown to contain them.
CREATE TABLE trail_checkpoints (
  organisation_id uuid NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, size)
);
CALL protect_tenant_table('trail_checkpoints');

-- Witnesses that the customer named (C2SP tlog-witness): they hold checkpoints and co-sign those that contain what they saw before.
CREATE TABLE trail_witnesses (
  organisation_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[^\s+]{1,200}$'),
  public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, name)
);
CALL protect_tenant_table('trail_witnesses');
CREATE TABLE trail_cosignatures (
  organisation_id uuid NOT NULL,
  size bigint NOT NULL,
  witness text NOT NULL,
  -- The signature line of the note, as it came.
  line text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, size, witness),
  FOREIGN KEY (organisation_id, witness) REFERENCES trail_witnesses ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, size) REFERENCES trail_checkpoints ON DELETE CASCADE
);
CALL protect_tenant_table('trail_cosignatures');

-- Who saw a person's name or data, by the hour. The first look of an hour is written before the answer goes out; the times are counted later.
CREATE TABLE trail_looks (
  organisation_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  viewer_kind text NOT NULL CHECK (viewer_kind IN ('person', 'door', 'operator', 'system')),
  -- Null once the viewer was erased; the role stays for whom was looked at.
  viewer_id uuid,
  viewer_role text NOT NULL,
  purpose text NOT NULL,
  -- Where it was seen: floor, people, door, accounts …
  view text NOT NULL,
  times integer NOT NULL CHECK (times > 0),
  -- Commits the row into the hour's entry in the log; random, so that it also tells rows apart.
  salt bytea NOT NULL CHECK (octet_length(salt) = 16),
  -- The hour's entry stands in the log: the row changes no more.
  closed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (organisation_id, hour, salt)
);
CREATE UNIQUE INDEX trail_looks_once ON trail_looks (organisation_id, subject_id, hour, viewer_id, purpose, view);
CREATE INDEX trail_looks_by_viewer ON trail_looks (organisation_id, viewer_id, hour) WHERE viewer_id IS NOT NULL;
CREATE INDEX trail_looks_open ON trail_looks (organisation_id, hour) WHERE NOT closed;
CALL protect_tenant_table('trail_looks');
