-- Private answers that a person sent though the privacy guard stopped them. Nothing here is changed or taken out again.
CREATE TABLE privacy_overrule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  conversation_id INTEGER,
  checks TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TRIGGER privacy_overrule_stays BEFORE UPDATE ON privacy_overrule BEGIN
  SELECT raise(ABORT, 'what was decided stays as it was written');
END;

CREATE TRIGGER privacy_overrule_is_kept BEFORE DELETE ON privacy_overrule BEGIN
  SELECT raise(ABORT, 'what was decided is kept');
END;
