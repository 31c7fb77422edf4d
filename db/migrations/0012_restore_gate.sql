-- Up to which line of the erasure journal this database has erased what the journal names. A database that comes back from a back-up or a snapshot
-- knows less than the journal, and is not opened before it was brought up to it. Shared; nothing personal.
CREATE TABLE erasures_taken_in (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  journal_n bigint NOT NULL CHECK (journal_n >= 0),
  -- SHA-256 of that line: another journal of the same length is another journal.
  journal_head text NOT NULL CHECK (journal_head ~ '^[0-9a-f]{64}$')
);
