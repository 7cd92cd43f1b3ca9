-- When a draft is to go out, as JSON, and what was planned of its deliveries.
ALTER TABLE draft ADD COLUMN plan TEXT NOT NULL DEFAULT '{"kind":"now"}';

ALTER TABLE draft ADD COLUMN never_after INTEGER;

ALTER TABLE delivery ADD COLUMN scheduled INTEGER NOT NULL DEFAULT 0;

ALTER TABLE delivery ADD COLUMN never_after INTEGER;

CREATE INDEX delivery_by_due ON delivery (due_at);
