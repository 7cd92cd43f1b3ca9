-- The clauses of the library's posted policy. None rests on whether somebody is pleased by what was said.
CREATE TABLE policy_clause (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  -- Nothing is hidden under a clause that is not posted.
  posted INTEGER NOT NULL DEFAULT 1 CHECK (posted IN (0, 1))
) STRICT;

INSERT INTO policy_clause (code, position, label, words, posted) VALUES
  ('PII', 1, 'Personal information', 'We remove personal information of patrons and of others, such as card numbers, addresses and telephone numbers.', 1),
  ('THREAT', 2, 'True threats', 'We remove threats of violence against a person, the staff or the building.', 1),
  ('OBSCENE_LEGAL', 3, 'Obscene in the legal sense', 'We remove what the law calls obscene. Coarse words alone are not.', 1),
  ('SPAM_COMMERCIAL', 4, 'Spam and advertising', 'We remove advertising and commercial offers that have nothing to do with the library.', 1),
  ('COPYRIGHT_NOTICE', 5, 'Copyright', 'We remove what the owner of a copyright has asked us to remove in due form.', 1),
  ('ILLEGAL_SOLICIT', 6, 'Calls for crimes', 'We remove offers of illegal goods and calls for crimes.', 1),
  ('OFF_TOPIC', 7, 'Off topic', 'This page is a limited public forum about the library. We remove comments that have nothing to do with the post they answer.', 0),
  ('IMPERSONATION', 8, 'Speaking as somebody else', 'We remove comments made in the name of another person or of the library.', 1),
  ('MALWARE_LINK', 9, 'Harmful links', 'We remove links that harm the computers of those who follow them.', 1),
  ('COURT_ORDER', 10, 'Order of a court', 'We remove what a court orders us to remove.', 1),
  ('PATRON_REQUEST_OWN', 11, 'At the writer’s own request', 'We remove a comment where the person who wrote it asks for that.', 1),
  ('DUPLICATE_FLOOD', 12, 'The same again and again', 'We remove copies of the same comment posted many times. One stays.', 1);

-- What was hidden on its platform, and where that stands: each time a row. What it said is in the log of records alone.
CREATE TABLE hidden_message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  remote_id TEXT NOT NULL,
  remote_ref TEXT NOT NULL,
  clause TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  stand TEXT NOT NULL CHECK (stand IN ('hiding', 'hidden', 'restoring', 'restored', 'refused')),
  -- When a person hid it, and since when it stands where it does.
  since INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX hidden_message_of ON hidden_message (account_id, remote_id, id);
CREATE INDEX hidden_message_open ON hidden_message (id) WHERE stand IN ('hiding', 'restoring');
CREATE INDEX hidden_message_record ON hidden_message (record_id);

-- Who is or was blocked on a platform. What they said is in the log of records alone.
CREATE TABLE blocked_person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  -- The platform's id for them. This and what they are called is emptied when it ends.
  remote_id TEXT NOT NULL,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  clause TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  stand TEXT NOT NULL CHECK (stand IN ('blocking', 'blocked', 'unblocking', 'unblocked', 'refused')),
  since INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- When it ends by itself. Without an end only for a reason.
  until INTEGER,
  endless TEXT NOT NULL DEFAULT '',
  reviewed_at INTEGER NOT NULL,
  CHECK (until IS NOT NULL OR endless <> '')
) STRICT;

CREATE INDEX blocked_person_of ON blocked_person (account_id, remote_id, id);
CREATE INDEX blocked_person_open ON blocked_person (id) WHERE stand IN ('blocking', 'blocked', 'unblocking');
CREATE INDEX blocked_person_record ON blocked_person (record_id);
