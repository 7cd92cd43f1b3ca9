-- The calendar shows posts; what is done to them later (changes, deletions) stands with them. Its index tells them apart.
DROP INDEX delivery_by_calendar;
CREATE INDEX delivery_by_calendar
  ON delivery (due_at, draft_id, account_id, state, conversation_id, scheduled, kind, id);
