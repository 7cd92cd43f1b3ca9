-- What accounts say instead of the common text, whether it becomes a thread, and a poll: as JSON. The words beside the
-- common text once more as plain text, so that they are found.
ALTER TABLE draft ADD COLUMN versions TEXT NOT NULL DEFAULT '[]';

ALTER TABLE draft ADD COLUMN thread TEXT NOT NULL DEFAULT '{"on":false,"numbered":true}';

ALTER TABLE draft ADD COLUMN poll TEXT NOT NULL DEFAULT 'null';

ALTER TABLE draft ADD COLUMN other_words TEXT NOT NULL DEFAULT '';

DROP TRIGGER draft_words_insert;

DROP TRIGGER draft_words_delete;

DROP TRIGGER draft_words_update;

DROP TABLE draft_words;

CREATE VIRTUAL TABLE draft_words USING fts5 (
  text, other_words, content = 'draft', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

INSERT INTO draft_words (draft_words) VALUES ('rebuild');

CREATE TRIGGER draft_words_insert AFTER INSERT ON draft BEGIN
  INSERT INTO draft_words (rowid, text, other_words) VALUES (new.id, new.text, new.other_words);
END;

CREATE TRIGGER draft_words_delete AFTER DELETE ON draft BEGIN
  INSERT INTO draft_words (draft_words, rowid, text, other_words) VALUES ('delete', old.id, old.text, old.other_words);
END;

CREATE TRIGGER draft_words_update AFTER UPDATE OF text, other_words ON draft
WHEN old.text IS NOT new.text OR old.other_words IS NOT new.other_words BEGIN
  INSERT INTO draft_words (draft_words, rowid, text, other_words) VALUES ('delete', old.id, old.text, old.other_words);
  INSERT INTO draft_words (rowid, text, other_words) VALUES (new.id, new.text, new.other_words);
END;

-- A later part of a thread goes out after the one before it.
ALTER TABLE delivery ADD COLUMN after_id INTEGER REFERENCES delivery (id);

CREATE INDEX delivery_by_after ON delivery (after_id) WHERE after_id IS NOT NULL;
