-- Messages that were kept in an emergency, and what came of reporting them. What they said is in the log of records
-- alone.
CREATE TABLE emergency (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  remote_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('threat', 'child', 'private')),
  record_id INTEGER NOT NULL REFERENCES record (id),
  at INTEGER NOT NULL,
  -- 'doubt' is written before the platform is asked: what ends in between is in doubt, and not sent again by itself.
  report TEXT CHECK (report IN ('doubt', 'reported', 'refused')),
  report_at INTEGER,
  answer TEXT NOT NULL DEFAULT '',
  CHECK ((report IS NULL) = (report_at IS NULL))
) STRICT;

CREATE INDEX emergency_of ON emergency (account_id, remote_id, id);
CREATE INDEX emergency_record ON emergency (record_id);
