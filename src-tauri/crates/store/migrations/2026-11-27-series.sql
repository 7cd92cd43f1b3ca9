-- What a draft is for: to go out, to begin others from, or to be repeated by a series.
ALTER TABLE draft ADD COLUMN role TEXT NOT NULL DEFAULT 'draft' CHECK (role IN ('draft', 'template', 'pattern'));

CREATE TABLE series (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('repeating', 'evergreen')),
  rhythm TEXT NOT NULL,
  -- The first day and the time of day, on the library's clock.
  first TEXT NOT NULL,
  ends TEXT NOT NULL,
  lead_days INTEGER NOT NULL DEFAULT 7,
  cool_down_days INTEGER NOT NULL DEFAULT 60,
  most_times INTEGER,
  -- What came before this moment is none of its business: when it was begun, changed or resumed.
  since_at INTEGER NOT NULL,
  paused_at INTEGER,
  ended_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

-- For a pattern, the series it belongs to; for one occurrence, that and its time.
ALTER TABLE draft ADD COLUMN series_id INTEGER REFERENCES series (id) ON DELETE SET NULL;

ALTER TABLE draft ADD COLUMN occurrence_at INTEGER;

CREATE INDEX draft_by_series ON draft (series_id) WHERE series_id IS NOT NULL;

CREATE UNIQUE INDEX draft_once_per_occurrence ON draft (series_id, occurrence_at) WHERE occurrence_at IS NOT NULL;

-- Every occurrence that was made, or that passed unmade: it is never made a second time.
CREATE TABLE occurrence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'skipped', 'expired')),
  draft_id INTEGER REFERENCES draft (id) ON DELETE SET NULL,
  -- The draft as it was made: at another revision somebody has changed it.
  draft_revision INTEGER NOT NULL DEFAULT 0,
  pattern_id INTEGER REFERENCES draft (id) ON DELETE SET NULL,
  pattern_revision INTEGER NOT NULL DEFAULT 0,
  UNIQUE (series_id, at)
) STRICT;

CREATE INDEX occurrence_by_draft ON occurrence (draft_id) WHERE draft_id IS NOT NULL;

CREATE INDEX occurrence_by_pattern ON occurrence (pattern_id) WHERE pattern_id IS NOT NULL;

CREATE INDEX occurrence_by_state ON occurrence (state, at);

-- The weekly queue of an account: weekday (1 = Monday) and minute after midnight, on the library's clock.
CREATE TABLE queue_slot (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  minute_of_day INTEGER NOT NULL CHECK (minute_of_day BETWEEN 0 AND 1439),
  PRIMARY KEY (account_id, weekday, minute_of_day)
) STRICT;
