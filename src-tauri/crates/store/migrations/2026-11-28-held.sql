-- When what is planned is next offered to its platform's own scheduler; none: this computer keeps it, and why.
ALTER TABLE delivery ADD COLUMN hold_at INTEGER DEFAULT 0;

ALTER TABLE delivery ADD COLUMN hold_why TEXT;

CREATE INDEX delivery_by_hold ON delivery (account_id, hold_at) WHERE state = 'planned' AND hold_at IS NOT NULL;

CREATE INDEX delivery_by_held ON delivery (account_id) WHERE state = 'held';
