-- What a template is called. Empty: a draft.
ALTER TABLE draft ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- What a draft was before, whole, as JSON.
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

-- What went out, word by word as each account said it.
CREATE VIEW sent_text AS SELECT id, json_extract(outgoing, '$.text') AS text FROM delivery;

CREATE VIRTUAL TABLE sent_words USING fts5 (
  text, content = 'sent_text', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

INSERT INTO sent_words (rowid, text) SELECT id, text FROM sent_text;

CREATE TRIGGER sent_words_insert AFTER INSERT ON delivery BEGIN
  INSERT INTO sent_words (rowid, text) VALUES (new.id, json_extract(new.outgoing, '$.text'));
END;

CREATE TRIGGER sent_words_delete AFTER DELETE ON delivery BEGIN
  INSERT INTO sent_words (sent_words, rowid, text) VALUES ('delete', old.id, json_extract(old.outgoing, '$.text'));
END;

CREATE TRIGGER sent_words_update AFTER UPDATE OF outgoing ON delivery WHEN old.outgoing IS NOT new.outgoing BEGIN
  INSERT INTO sent_words (sent_words, rowid, text) VALUES ('delete', old.id, json_extract(old.outgoing, '$.text'));
  INSERT INTO sent_words (rowid, text) VALUES (new.id, json_extract(new.outgoing, '$.text'));
END;
