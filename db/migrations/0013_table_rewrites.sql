-- Tables that rows were erased from since they were last written anew: the bytes of a deleted row stay in its page until then. Shared; nothing personal.
CREATE TABLE table_rewrites (
  table_name text PRIMARY KEY,
  -- Counts up with each erasure, so that one that comes while the table is being rewritten is not missed.
  marks bigint NOT NULL CHECK (marks > 0)
);
