CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL,
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  remote_id TEXT NOT NULL,
  handle TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  server TEXT NOT NULL DEFAULT '',
  facts TEXT NOT NULL DEFAULT 'null',
  avatar_url TEXT,
  health TEXT NOT NULL DEFAULT '{"state":"new"}',
  last_checked_at INTEGER,
  sign_in_lapses_at INTEGER,
  group_name TEXT NOT NULL DEFAULT '',
  added_at INTEGER NOT NULL,
  -- A removed account keeps its row, because what it sent stays on record; its posts are gone.
  removed_at INTEGER,
  -- When a person confirmed that this personal account may speak; asked once.
  speaking_confirmed_at INTEGER
) STRICT;

CREATE UNIQUE INDEX account_once ON account (platform, remote_id) WHERE removed_at IS NULL;

CREATE TABLE answer_target (
  label TEXT PRIMARY KEY NOT NULL,
  target TEXT NOT NULL
) STRICT;

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_id INTEGER NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;

CREATE INDEX attempt_by_delivery ON attempt (delivery_id, id);

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

CREATE TABLE closure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL DEFAULT '',
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  what TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX closure_by_last ON closure (last);

CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mention', 'reply', 'direct')),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
  with_author TEXT NOT NULL DEFAULT '{}',
  snippet TEXT NOT NULL DEFAULT '',
  about TEXT NOT NULL DEFAULT '',
  last_at INTEGER NOT NULL,
  waiting_since INTEGER,
  unread INTEGER NOT NULL DEFAULT 0,
  thread_read_at INTEGER, snoozed_until INTEGER, label TEXT CHECK (
  label IN ('question', 'account', 'complaint', 'praise', 'book_challenge', 'media', 'spam', 'safety', 'other')
), note TEXT NOT NULL DEFAULT '', answered INTEGER NOT NULL DEFAULT 0, reference_month TEXT, notify_at INTEGER, edited_at INTEGER, merged_into INTEGER REFERENCES conversation (id) ON DELETE SET NULL, stand TEXT GENERATED ALWAYS AS (
  CASE WHEN merged_into IS NOT NULL THEN 'merged' WHEN snoozed_until IS NOT NULL THEN 'snoozed' ELSE state END
) VIRTUAL, since INTEGER GENERATED ALWAYS AS (coalesce(waiting_since, last_at)) VIRTUAL,
  UNIQUE (account_id, key)
) STRICT;

CREATE INDEX conversation_by_account ON conversation (account_id, state, last_at DESC, id DESC);

CREATE INDEX conversation_by_account_stand ON conversation (account_id, stand, last_at DESC, id DESC);

CREATE INDEX conversation_by_answered ON conversation (answered, stand, last_at DESC, id DESC);

CREATE INDEX conversation_by_kind ON conversation (kind, stand, last_at DESC, id DESC);

CREATE INDEX conversation_by_label ON conversation (label, stand, last_at DESC, id DESC) WHERE label IS NOT NULL;

CREATE INDEX conversation_by_merged ON conversation (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX conversation_by_reference ON conversation (stand, last_at DESC, id DESC) WHERE reference_month IS NOT NULL;

CREATE INDEX conversation_by_since ON conversation (stand, since, id);

CREATE INDEX conversation_by_snooze ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE INDEX conversation_by_stand ON conversation (stand, last_at DESC, id DESC);

CREATE INDEX conversation_by_time ON conversation (state, last_at DESC, id DESC);

CREATE INDEX conversation_by_wait ON conversation (state, waiting_since, id);

CREATE TRIGGER sent_words_delete AFTER DELETE ON delivery BEGIN
  INSERT INTO sent_words (sent_words, rowid, text) VALUES ('delete', old.id, json_extract(old.outgoing, '$.text'));
END;

CREATE TRIGGER sent_words_insert AFTER INSERT ON delivery BEGIN
  INSERT INTO sent_words (rowid, text) VALUES (new.id, json_extract(new.outgoing, '$.text'));
END;

CREATE TRIGGER sent_words_update AFTER UPDATE OF outgoing ON delivery WHEN old.outgoing IS NOT new.outgoing BEGIN
  INSERT INTO sent_words (sent_words, rowid, text) VALUES ('delete', old.id, json_extract(old.outgoing, '$.text'));
  INSERT INTO sent_words (rowid, text) VALUES (new.id, json_extract(new.outgoing, '$.text'));
END;

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  draft_id INTEGER NOT NULL REFERENCES draft (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  conversation_id INTEGER REFERENCES conversation (id) ON DELETE SET NULL,
  outgoing TEXT NOT NULL,
  detail TEXT NOT NULL,
  -- When the worker should look at it next; none: never by itself.
  wake_at INTEGER,
  minted TEXT NOT NULL DEFAULT 'null',
  progress TEXT NOT NULL DEFAULT 'null',
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Whether a step that others can see has begun and is not settled: committed before it begins.
  changing INTEGER NOT NULL DEFAULT 0,
  -- When it should have gone out; what could not go out for a day after this asks a person first.
  due_at INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  settled_at INTEGER
, scheduled INTEGER NOT NULL DEFAULT 0, never_after INTEGER, kind TEXT NOT NULL DEFAULT 'post' CHECK (kind IN ('post', 'edit', 'delete')), of_id INTEGER REFERENCES delivery (id), proof TEXT, state TEXT NOT NULL DEFAULT 'due' CHECK (
  state IN ('planned', 'due', 'sending', 'sent', 'retry', 'failed', 'in_doubt', 'missed', 'cancelled', 'held')
), after_id INTEGER REFERENCES delivery (id), hold_at INTEGER DEFAULT 0, hold_why TEXT, answer_seen_at INTEGER) STRICT;

CREATE INDEX delivery_by_after ON delivery (after_id) WHERE after_id IS NOT NULL;

CREATE INDEX delivery_by_calendar
  ON delivery (due_at, draft_id, account_id, state, conversation_id, scheduled, kind, id);

CREATE INDEX delivery_by_conversation ON delivery (conversation_id);

CREATE INDEX delivery_by_draft ON delivery (draft_id);

CREATE INDEX delivery_by_due ON delivery (due_at);

CREATE INDEX delivery_by_held ON delivery (account_id) WHERE state = 'held';

CREATE INDEX delivery_by_hold ON delivery (account_id, hold_at) WHERE state = 'planned' AND hold_at IS NOT NULL;

CREATE INDEX delivery_by_of ON delivery (of_id) WHERE of_id IS NOT NULL;

CREATE INDEX delivery_by_published ON delivery (account_id, json_extract(detail, '$.published.remote_id'))
WHERE state = 'sent';

CREATE INDEX delivery_by_state ON delivery (state, queued_at DESC);

CREATE INDEX delivery_by_wake ON delivery (wake_at) WHERE wake_at IS NOT NULL;

CREATE INDEX delivery_by_wake_unplanned ON delivery (wake_at) WHERE wake_at IS NOT NULL AND state <> 'planned';

CREATE INDEX delivery_open_reply ON delivery (conversation_id)
WHERE conversation_id IS NOT NULL AND state NOT IN ('sent', 'cancelled');

CREATE TRIGGER draft_picture_begun AFTER INSERT ON draft WHEN NEW.media <> '[]' BEGIN
  INSERT OR IGNORE INTO draft_picture (root, hash, draft_id)
  SELECT coalesce(json_extract(value, '$.original.hash'), json_extract(value, '$.hash')),
    json_extract(value, '$.hash'), NEW.id
  FROM json_each(NEW.media) WHERE json_extract(value, '$.hash') IS NOT NULL;
END;

CREATE TRIGGER draft_picture_saved AFTER UPDATE OF media ON draft WHEN NEW.media <> OLD.media BEGIN
  DELETE FROM draft_picture WHERE draft_id = NEW.id;
  INSERT OR IGNORE INTO draft_picture (root, hash, draft_id)
  SELECT coalesce(json_extract(value, '$.original.hash'), json_extract(value, '$.hash')),
    json_extract(value, '$.hash'), NEW.id
  FROM json_each(NEW.media) WHERE json_extract(value, '$.hash') IS NOT NULL;
END;

CREATE TRIGGER draft_words_delete AFTER DELETE ON draft BEGIN
  INSERT INTO draft_words (draft_words, rowid, text, other_words) VALUES ('delete', old.id, old.text, old.other_words);
END;

CREATE TRIGGER draft_words_insert AFTER INSERT ON draft BEGIN
  INSERT INTO draft_words (rowid, text, other_words) VALUES (new.id, new.text, new.other_words);
END;

CREATE TRIGGER draft_words_update AFTER UPDATE OF text, other_words ON draft
WHEN old.text IS NOT new.text OR old.other_words IS NOT new.other_words BEGIN
  INSERT INTO draft_words (draft_words, rowid, text, other_words) VALUES ('delete', old.id, old.text, old.other_words);
  INSERT INTO draft_words (rowid, text, other_words) VALUES (new.id, new.text, new.other_words);
END;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  text TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  content_warning TEXT NOT NULL DEFAULT '',
  visibility TEXT NOT NULL DEFAULT 'public',
  targets TEXT NOT NULL DEFAULT '[]',
  media TEXT NOT NULL DEFAULT '[]',
  answers INTEGER REFERENCES post (id) ON DELETE SET NULL,
  conversation_id INTEGER REFERENCES conversation (id) ON DELETE SET NULL,
  shares INTEGER REFERENCES post (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  queued_at INTEGER
, plan TEXT NOT NULL DEFAULT '{"kind":"now"}', never_after INTEGER, edits INTEGER REFERENCES delivery (id), role TEXT NOT NULL DEFAULT 'draft' CHECK (role IN ('draft', 'template', 'pattern')), series_id INTEGER REFERENCES series (id) ON DELETE SET NULL, occurrence_at INTEGER, name TEXT NOT NULL DEFAULT '', versions TEXT NOT NULL DEFAULT '[]', thread TEXT NOT NULL DEFAULT '{"on":false,"numbered":true}', poll TEXT NOT NULL DEFAULT 'null', other_words TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX draft_by_answers ON draft (answers);

CREATE INDEX draft_by_conversation ON draft (conversation_id);

CREATE INDEX draft_by_edits ON draft (edits) WHERE edits IS NOT NULL;

CREATE INDEX draft_by_plan ON draft (json_extract(plan, '$.at')) WHERE queued_at IS NULL;

CREATE INDEX draft_by_series ON draft (series_id) WHERE series_id IS NOT NULL;

CREATE INDEX draft_by_shares ON draft (shares);

CREATE INDEX draft_by_time ON draft (updated_at DESC, id DESC) WHERE queued_at IS NULL;

CREATE UNIQUE INDEX draft_once_per_occurrence ON draft (series_id, occurrence_at) WHERE occurrence_at IS NOT NULL;

CREATE TABLE draft_picture (
  root TEXT NOT NULL,
  hash TEXT NOT NULL,
  draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  PRIMARY KEY (root, hash, draft_id)
) STRICT;

CREATE INDEX draft_picture_by_draft ON draft_picture (draft_id);

CREATE INDEX draft_picture_by_hash ON draft_picture (hash);

CREATE TABLE draft_revision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  -- When it was written.
  at INTEGER NOT NULL,
  kept_at INTEGER NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('saved', 'cut', 'restored', 'sent')),
  content TEXT NOT NULL
) STRICT;

CREATE INDEX draft_revision_by_draft ON draft_revision (draft_id, id DESC);

CREATE VIRTUAL TABLE draft_words USING fts5 (
  text, other_words, content = 'draft', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

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

CREATE TABLE expired (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  key BLOB NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT;

CREATE TABLE first_reading (
  account_id INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  begun_at INTEGER NOT NULL,
  next_page TEXT,
  messages INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER
) STRICT;

CREATE TABLE gap (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  -- The connector's cursor to go on with.
  page TEXT NOT NULL,
  newer_at INTEGER NOT NULL,
  older_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE identity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('library', 'personal')),
  name TEXT NOT NULL,
  colour TEXT NOT NULL
) STRICT;

CREATE TABLE inbox_rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  matches TEXT NOT NULL,
  does TEXT NOT NULL,
  switched_on INTEGER NOT NULL DEFAULT 0,
  -- When it was tried on past messages as it is now.
  tried_at INTEGER,
  place INTEGER NOT NULL
) STRICT;

CREATE TABLE inbox_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  place INTEGER NOT NULL
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

CREATE TABLE link_card (
  url TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('here', 'failed')),
  card TEXT NOT NULL DEFAULT 'null',
  fetched_at INTEGER NOT NULL
) STRICT;

CREATE TABLE message_before (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  until INTEGER NOT NULL,
  answered INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX message_before_by_post ON message_before (post_id, id);

CREATE TABLE migration (
  name TEXT PRIMARY KEY NOT NULL,
  checksum TEXT NOT NULL
) STRICT;

CREATE TABLE mute (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('words', 'author')),
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  until INTEGER,
  UNIQUE (kind, value)
) STRICT;

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

CREATE TABLE picture (
  url TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'here', 'failed')),
  hash TEXT,
  bytes INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  used_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX picture_by_hash ON picture (hash) WHERE hash IS NOT NULL;

CREATE TABLE picture_record (
  root TEXT PRIMARY KEY NOT NULL,
  shows_people INTEGER NOT NULL,
  release TEXT,
  noted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE policy_clause (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  -- Nothing is hidden under a clause that is not posted.
  posted INTEGER NOT NULL DEFAULT 1 CHECK (posted IN (0, 1))
) STRICT;

CREATE TRIGGER post_words_delete AFTER DELETE ON post BEGIN
  INSERT INTO post_words (post_words, rowid, title, text, author_name, author_handle)
  VALUES ('delete', old.id, old.title, old.text, old.author_name, old.author_handle);
END;

CREATE TRIGGER post_words_insert AFTER INSERT ON post BEGIN
  INSERT INTO post_words (rowid, title, text, author_name, author_handle)
  VALUES (new.id, new.title, new.text, new.author_name, new.author_handle);
END;

CREATE TRIGGER post_words_update AFTER UPDATE OF title, text, author_name, author_handle ON post
WHEN old.title IS NOT new.title OR old.text IS NOT new.text
  OR old.author_name IS NOT new.author_name OR old.author_handle IS NOT new.author_handle BEGIN
  INSERT INTO post_words (post_words, rowid, title, text, author_name, author_handle)
  VALUES ('delete', old.id, old.title, old.text, old.author_name, old.author_handle);
  INSERT INTO post_words (rowid, title, text, author_name, author_handle)
  VALUES (new.id, new.title, new.text, new.author_name, new.author_handle);
END;

CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  remote_id TEXT NOT NULL,
  in_feed INTEGER NOT NULL DEFAULT 0,
  -- created_at, but never later than when it arrived: clocks lie.
  sort_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  url TEXT,
  author_id TEXT NOT NULL DEFAULT '',
  author_name TEXT NOT NULL DEFAULT '',
  author_handle TEXT NOT NULL DEFAULT '',
  author_url TEXT,
  author_avatar TEXT,
  boosted_by TEXT,
  title TEXT NOT NULL DEFAULT '',
  html TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  language TEXT,
  content_warning TEXT NOT NULL DEFAULT '',
  visibility TEXT NOT NULL DEFAULT 'public',
  media TEXT NOT NULL DEFAULT '[]',
  card TEXT,
  replies INTEGER NOT NULL DEFAULT 0,
  boosts INTEGER NOT NULL DEFAULT 0,
  likes INTEGER NOT NULL DEFAULT 0,
  liked INTEGER NOT NULL DEFAULT 0,
  boosted INTEGER NOT NULL DEFAULT 0,
  reply_to TEXT,
  thread_root TEXT,
  remote_ref TEXT NOT NULL DEFAULT 'null',
  -- Set where it is a message of a conversation.
  conversation_id INTEGER REFERENCES conversation (id) ON DELETE SET NULL,
  kind TEXT CHECK (kind IN ('mention', 'reply', 'direct')),
  ours INTEGER NOT NULL DEFAULT 0,
  context INTEGER NOT NULL DEFAULT 0,
  read_at INTEGER, came_in INTEGER, told_at INTEGER, parent_deleted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE INDEX post_by_account ON post (account_id, sort_at DESC, id DESC) WHERE in_feed = 1;

CREATE INDEX post_by_age ON post (account_id, received_at);

CREATE INDEX post_by_author ON post (account_id, author_id, id) WHERE kind IS NOT NULL;

CREATE INDEX post_by_came_in ON post (came_in) WHERE came_in IS NOT NULL;

CREATE INDEX post_by_conversation ON post (conversation_id, created_at, id) WHERE conversation_id IS NOT NULL;

CREATE INDEX post_by_kind ON post (sort_at DESC, id DESC) WHERE kind IS NOT NULL;

CREATE INDEX post_by_thread ON post (conversation_id, sort_at, id) WHERE conversation_id IS NOT NULL;

CREATE INDEX post_by_time ON post (sort_at DESC, id DESC, account_id) WHERE in_feed = 1;

CREATE INDEX post_by_writer ON post (conversation_id, author_handle, sort_at, id) WHERE conversation_id IS NOT NULL;

CREATE INDEX post_untold ON post (conversation_id, id)
WHERE told_at IS NULL AND conversation_id IS NOT NULL AND ours = 0 AND context = 0 AND read_at IS NULL;

CREATE VIRTUAL TABLE post_words USING fts5 (
  title, text, author_name, author_handle,
  content = 'post', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TRIGGER privacy_overrule_is_kept BEFORE DELETE ON privacy_overrule BEGIN
  SELECT raise(ABORT, 'what was decided is kept');
END;

CREATE TRIGGER privacy_overrule_stays BEFORE UPDATE ON privacy_overrule BEGIN
  SELECT raise(ABORT, 'what was decided stays as it was written');
END;

CREATE TABLE privacy_overrule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  conversation_id INTEGER,
  checks TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE queue_slot (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  minute_of_day INTEGER NOT NULL CHECK (minute_of_day BETWEEN 0 AND 1439),
  PRIMARY KEY (account_id, weekday, minute_of_day)
) STRICT;

CREATE TABLE reading (
  account_id INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  feed_memo TEXT NOT NULL DEFAULT 'null',
  feed_next_at INTEGER NOT NULL DEFAULT 0,
  feed_failures INTEGER NOT NULL DEFAULT 0,
  feed_begun INTEGER NOT NULL DEFAULT 0,
  inbox_next_at INTEGER NOT NULL DEFAULT 0,
  inbox_failures INTEGER NOT NULL DEFAULT 0,
  inbox_begun INTEGER NOT NULL DEFAULT 0
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

CREATE TRIGGER record_words_delete AFTER DELETE ON record_body BEGIN
  INSERT INTO record_words (record_words, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER record_words_insert AFTER INSERT ON record_body BEGIN
  INSERT INTO record_words (rowid, words) VALUES (new.id, new.words);
END;

CREATE TABLE record_body (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  body TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;

CREATE TABLE record_category (
  key TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  -- None: for good.
  years INTEGER CHECK (years BETWEEN 0 AND 200),
  authority TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;

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

CREATE TABLE record_disposed (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  by_record INTEGER NOT NULL REFERENCES record (id)
) STRICT;

CREATE TABLE record_filing (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  category TEXT NOT NULL REFERENCES record_category (key),
  -- What our published post came by, so that its later changes are filed with it.
  delivery_id INTEGER REFERENCES delivery (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX record_filing_by_category ON record_filing (category, id);

CREATE INDEX record_filing_by_delivery ON record_filing (delivery_id) WHERE delivery_id IS NOT NULL;

CREATE VIEW record_held AS SELECT r.id FROM record r WHERE EXISTS (
  SELECT 1 FROM legal_hold h WHERE h.ended_at IS NULL
    AND (h.account_id IS NULL OR r.account_id IS NULL OR h.account_id = r.account_id)
    AND (h.from_at IS NULL OR r.at >= h.from_at) AND (h.until_at IS NULL OR r.at < h.until_at)
);

CREATE TRIGGER record_media_stays BEFORE DELETE ON record_media
WHEN NOT EXISTS (SELECT 1 FROM record_disposed WHERE record_id = old.record_id) BEGIN
  SELECT RAISE(ABORT, 'a record stays until it is disposed of');
END;

CREATE TRIGGER record_media_unchanged BEFORE UPDATE ON record_media BEGIN
  SELECT RAISE(ABORT, 'a record is not changed');
END;

CREATE TABLE record_media (
  record_id INTEGER NOT NULL REFERENCES record (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (record_id, hash)
) STRICT;

CREATE INDEX record_media_by_hash ON record_media (hash);

CREATE VIRTUAL TABLE record_words USING fts5 (
  words, content = 'record_body', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TABLE reference_tally (
  month TEXT PRIMARY KEY NOT NULL,
  count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE retention (
  account_id INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 3650)
) STRICT;

CREATE TABLE saved_reply (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  confirmed_at INTEGER
) STRICT;

CREATE VIEW sent_text AS SELECT id, json_extract(outgoing, '$.text') AS text FROM delivery;

CREATE VIRTUAL TABLE sent_words USING fts5 (
  text, content = 'sent_text', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

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

CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE told (
  thing TEXT PRIMARY KEY NOT NULL,
  told_at INTEGER NOT NULL
) STRICT;

