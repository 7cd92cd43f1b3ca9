-- The log of records: only ever added to. Each row's hash follows from the one before it.
CREATE TABLE record_category (
  key TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  -- None: for good.
  years INTEGER CHECK (years BETWEEN 0 AND 200),
  authority TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO record_category (key, position, label, years, note) VALUES
  ('promotion', 1, 'Promotion and press', 5, 'Posts about events, collections and services.'),
  ('notice', 2, 'Short notices', 5, 'Closings, changed hours and the like.'),
  ('correspondence', 3, 'Correspondence', 5, 'What we answered, with what was asked.'),
  ('statement', 4, 'Statements of the director or the board', NULL, ''),
  ('moderation', 5, 'Moderation', 5, 'What was hidden, removed, restored or blocked, with a copy.'),
  ('live', 6, 'Live programs', 5, ''),
  ('policy', 7, 'Policy notices', 5, ''),
  ('log', 8, 'The log itself', NULL, 'Holds, disposals and hand-outs.');

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  account_id INTEGER REFERENCES account (id),
  body_digest TEXT NOT NULL,
  digest TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX record_by_account ON record (account_id, at);
CREATE INDEX record_by_time ON record (at);

-- What a record says. It goes when the record is disposed of; its row in the log stays.
CREATE TABLE record_body (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  body TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;

CREATE TABLE record_media (
  record_id INTEGER NOT NULL REFERENCES record (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (record_id, hash)
) STRICT;

CREATE INDEX record_media_by_hash ON record_media (hash);

-- Which category a record is in: a person may put it into another.
CREATE TABLE record_filing (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  category TEXT NOT NULL REFERENCES record_category (key),
  -- What our published post came by, so that its later changes are filed with it.
  delivery_id INTEGER REFERENCES delivery (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX record_filing_by_category ON record_filing (category, id);
CREATE INDEX record_filing_by_delivery ON record_filing (delivery_id) WHERE delivery_id IS NOT NULL;

CREATE TABLE record_disposed (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  by_record INTEGER NOT NULL REFERENCES record (id)
) STRICT;

CREATE TABLE legal_hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reason TEXT NOT NULL,
  account_id INTEGER REFERENCES account (id),
  from_at INTEGER,
  until_at INTEGER,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE TRIGGER record_added BEFORE INSERT ON record
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM record) BEGIN
  SELECT RAISE(ABORT, 'a record follows the last one');
END;

CREATE TRIGGER record_stays BEFORE DELETE ON record BEGIN
  SELECT RAISE(ABORT, 'a record stays');
END;

CREATE TRIGGER record_unchanged BEFORE UPDATE ON record BEGIN
  SELECT RAISE(ABORT, 'a record is not changed');
END;

CREATE TRIGGER record_body_added BEFORE INSERT ON record_body
WHEN EXISTS (SELECT 1 FROM record_body WHERE id = new.id) OR EXISTS (SELECT 1 FROM record_disposed WHERE record_id = new.id) BEGIN
  SELECT RAISE(ABORT, 'a record is not changed');
END;

CREATE TRIGGER record_body_stays BEFORE DELETE ON record_body
WHEN NOT EXISTS (SELECT 1 FROM record_disposed WHERE record_id = old.id) BEGIN
  SELECT RAISE(ABORT, 'a record stays until it is disposed of');
END;

CREATE TRIGGER record_body_unchanged BEFORE UPDATE ON record_body BEGIN
  SELECT RAISE(ABORT, 'a record is not changed');
END;

CREATE TRIGGER record_media_stays BEFORE DELETE ON record_media
WHEN NOT EXISTS (SELECT 1 FROM record_disposed WHERE record_id = old.record_id) BEGIN
  SELECT RAISE(ABORT, 'a record stays until it is disposed of');
END;

CREATE TRIGGER record_media_unchanged BEFORE UPDATE ON record_media BEGIN
  SELECT RAISE(ABORT, 'a record is not changed');
END;

CREATE VIEW record_held AS SELECT r.id FROM record r WHERE EXISTS (
  SELECT 1 FROM legal_hold h WHERE h.ended_at IS NULL
    AND (h.account_id IS NULL OR r.account_id IS NULL OR h.account_id = r.account_id)
    AND (h.from_at IS NULL OR r.at >= h.from_at) AND (h.until_at IS NULL OR r.at < h.until_at)
);

CREATE TRIGGER record_disposed_held BEFORE INSERT ON record_disposed
WHEN EXISTS (SELECT 1 FROM record_held WHERE id = new.record_id) OR EXISTS (SELECT 1 FROM record_disposed WHERE record_id = new.record_id) BEGIN
  SELECT RAISE(ABORT, 'a record is held or was disposed of');
END;

CREATE TRIGGER record_disposed_stays BEFORE DELETE ON record_disposed BEGIN
  SELECT RAISE(ABORT, 'a record stays disposed of');
END;

CREATE TRIGGER record_disposed_unchanged BEFORE UPDATE ON record_disposed BEGIN
  SELECT RAISE(ABORT, 'a record stays disposed of');
END;

CREATE VIRTUAL TABLE record_words USING fts5 (
  words, content = 'record_body', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TRIGGER record_words_delete AFTER DELETE ON record_body BEGIN
  INSERT INTO record_words (record_words, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER record_words_insert AFTER INSERT ON record_body BEGIN
  INSERT INTO record_words (rowid, words) VALUES (new.id, new.words);
END;

-- How long what comes in stays; an account without a row: the usual time.
CREATE TABLE retention (
  account_id INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 3650)
) STRICT;

-- What was here and is gone, so that a platform that still shows it does not bring it back. Half a SHA-256 of its id.
CREATE TABLE expired (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  key BLOB NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT;

CREATE INDEX post_by_age ON post (account_id, received_at);

-- What is deleted is taken out of the index of words at once, not merely marked.
INSERT INTO post_words (post_words, rank) VALUES ('secure-delete', 1);
INSERT INTO draft_words (draft_words, rank) VALUES ('secure-delete', 1);
INSERT INTO sent_words (sent_words, rank) VALUES ('secure-delete', 1);
INSERT INTO record_words (record_words, rank) VALUES ('secure-delete', 1);
-- What was only marked until now goes as well.
INSERT INTO post_words (post_words) VALUES ('rebuild');
INSERT INTO draft_words (draft_words) VALUES ('rebuild');
INSERT INTO sent_words (sent_words) VALUES ('rebuild');
