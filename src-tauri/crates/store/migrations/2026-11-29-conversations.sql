-- Conversations: snoozed, labelled, noted, merged, counted; named lists, rules, saved replies, first readings.
-- A snoozed one is 'done' with a moment at which it waits again: what comes meanwhile brings it back as it does then.
ALTER TABLE conversation ADD COLUMN snoozed_until INTEGER;
ALTER TABLE conversation ADD COLUMN label TEXT CHECK (
  label IN ('question', 'account', 'complaint', 'praise', 'book_challenge', 'media', 'spam', 'safety', 'other')
);
-- On the conversation, never on the person.
ALTER TABLE conversation ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
-- The month it was counted in, so that it can be taken out of the count again.
ALTER TABLE conversation ADD COLUMN reference_month TEXT;
-- A rule asks that the person be told of what came at this moment.
ALTER TABLE conversation ADD COLUMN notify_at INTEGER;
-- A message was changed after we answered it, and nobody looked at that yet.
ALTER TABLE conversation ADD COLUMN edited_at INTEGER;
-- Its messages are in another one until they are taken apart; news under its key go there.
ALTER TABLE conversation ADD COLUMN merged_into INTEGER REFERENCES conversation (id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN stand TEXT GENERATED ALWAYS AS (
  CASE WHEN merged_into IS NOT NULL THEN 'merged' WHEN snoozed_until IS NOT NULL THEN 'snoozed' ELSE state END
) VIRTUAL;
ALTER TABLE conversation ADD COLUMN since INTEGER GENERATED ALWAYS AS (coalesce(waiting_since, last_at)) VIRTUAL;

CREATE INDEX conversation_by_stand ON conversation (stand, last_at DESC, id DESC);
CREATE INDEX conversation_by_since ON conversation (stand, since, id);
CREATE INDEX conversation_by_account_stand ON conversation (account_id, stand, last_at DESC, id DESC);
CREATE INDEX conversation_by_kind ON conversation (kind, stand, last_at DESC, id DESC);
CREATE INDEX conversation_by_label ON conversation (label, stand, last_at DESC, id DESC) WHERE label IS NOT NULL;
CREATE INDEX conversation_by_reference ON conversation (stand, last_at DESC, id DESC) WHERE reference_month IS NOT NULL;
CREATE INDEX conversation_by_answered ON conversation (answered, stand, last_at DESC, id DESC);
CREATE INDEX conversation_by_snooze ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX conversation_by_merged ON conversation (merged_into) WHERE merged_into IS NOT NULL;

UPDATE conversation SET answered = EXISTS (
  SELECT 1 FROM post WHERE post.conversation_id = conversation.id AND ours = 1 AND context = 0 AND sort_at >= (
    SELECT min(sort_at) FROM post WHERE post.conversation_id = conversation.id AND ours = 0 AND context = 0
  )
);

-- The conversation a message came in, where that was put into another one.
ALTER TABLE post ADD COLUMN came_in INTEGER;
CREATE INDEX post_by_came_in ON post (came_in) WHERE came_in IS NOT NULL;
-- Whether somebody wrote to an account before.
CREATE INDEX post_by_author ON post (account_id, author_id, id) WHERE kind IS NOT NULL;
-- The newest messages of others, on which rules are tried.
CREATE INDEX post_by_kind ON post (sort_at DESC, id DESC) WHERE kind IS NOT NULL;

-- What a message said before it was changed.
CREATE TABLE message_before (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  until INTEGER NOT NULL,
  answered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX message_before_by_post ON message_before (post_id, id);

-- Reference questions are counted, and nothing else of them is kept here.
CREATE TABLE reference_tally (
  month TEXT PRIMARY KEY NOT NULL,
  count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE inbox_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  place INTEGER NOT NULL
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

CREATE TABLE saved_reply (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  confirmed_at INTEGER
) STRICT;

-- How far the first reading of an account's conversations has come; the row stays when it is done.
CREATE TABLE first_reading (
  account_id INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  begun_at INTEGER NOT NULL,
  next_page TEXT,
  messages INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER
) STRICT;

-- The newest answer by somebody else that a person was shown before this reply goes out.
ALTER TABLE delivery ADD COLUMN answer_seen_at INTEGER;
