-- When a message was told to the person by the desktop, or was found not worth it: it is never told again.
ALTER TABLE post ADD COLUMN told_at INTEGER;

-- What came before there were notices is no news.
UPDATE post SET told_at = 0 WHERE conversation_id IS NOT NULL;

-- Messages that were not told yet: few, and found without walking past the others.
CREATE INDEX post_untold ON post (conversation_id, id)
WHERE told_at IS NULL AND conversation_id IS NOT NULL AND ours = 0 AND context = 0 AND read_at IS NULL;

-- Other things that were told: a delivery that failed, a sign-in that lapsed, the summary of a day.
CREATE TABLE told (
  thing TEXT PRIMARY KEY NOT NULL,
  told_at INTEGER NOT NULL
) STRICT;
