-- Which pictures stand in which drafts: `hash` as it stands there, `root` as it came, before it was turned or cut. Kept
-- by triggers, so that no way of saving a draft can forget it.
CREATE TABLE draft_picture (
  root TEXT NOT NULL,
  hash TEXT NOT NULL,
  draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  PRIMARY KEY (root, hash, draft_id)
) STRICT;

CREATE INDEX draft_picture_by_hash ON draft_picture (hash);
CREATE INDEX draft_picture_by_draft ON draft_picture (draft_id);

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

INSERT OR IGNORE INTO draft_picture (root, hash, draft_id)
SELECT json_extract(value, '$.hash'), json_extract(value, '$.hash'), draft.id
FROM draft, json_each(draft.media) WHERE json_extract(value, '$.hash') IS NOT NULL;

-- What a person noted about a picture: whether it shows people, and their release as JSON. It belongs to the picture as
-- it came, and holds in every draft.
CREATE TABLE picture_record (
  root TEXT PRIMARY KEY NOT NULL,
  shows_people INTEGER NOT NULL,
  release TEXT,
  noted_at INTEGER NOT NULL
) STRICT;
