-- Days on which the library is closed, or open at other hours than those of its week. `what` says which.
CREATE TABLE closure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL DEFAULT '',
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  what TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX closure_by_last ON closure (last);

-- By when conversations of a label are to be answered, where it is not as at first.
CREATE TABLE answer_target (
  label TEXT PRIMARY KEY NOT NULL,
  target TEXT NOT NULL
) STRICT;
