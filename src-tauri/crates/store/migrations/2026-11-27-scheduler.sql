-- Changes and deletions go through the outbox, too; what was sent is read back; a platform's own scheduler may hold a post.
ALTER TABLE delivery ADD COLUMN kind TEXT NOT NULL DEFAULT 'post' CHECK (kind IN ('post', 'edit', 'delete'));

-- What it changes or deletes.
ALTER TABLE delivery ADD COLUMN of_id INTEGER REFERENCES delivery (id);

-- What came of reading it back, as JSON.
ALTER TABLE delivery ADD COLUMN proof TEXT;

CREATE INDEX delivery_by_of ON delivery (of_id) WHERE of_id IS NOT NULL;

ALTER TABLE draft ADD COLUMN edits INTEGER REFERENCES delivery (id);

CREATE INDEX draft_by_edits ON draft (edits) WHERE edits IS NOT NULL;

-- The rule of `state` learns a word. Making the table anew would take the attempts with it, so the column is made anew.
DROP INDEX delivery_by_state;

ALTER TABLE delivery ADD COLUMN state_now TEXT NOT NULL DEFAULT 'due' CHECK (
  state_now IN ('planned', 'due', 'sending', 'sent', 'retry', 'failed', 'in_doubt', 'missed', 'cancelled', 'held')
);

UPDATE delivery SET state_now = state;

ALTER TABLE delivery DROP COLUMN state;

ALTER TABLE delivery RENAME COLUMN state_now TO state;

CREATE INDEX delivery_by_state ON delivery (state, queued_at DESC);
