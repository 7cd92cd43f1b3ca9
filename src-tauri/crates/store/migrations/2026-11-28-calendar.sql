-- A month of the calendar is read from the index alone, and only what is shown is looked up.
CREATE INDEX delivery_by_calendar ON delivery (due_at, draft_id, account_id, state, conversation_id, scheduled, id);

-- What is planned lies still until its time: the worker does not walk past it.
CREATE INDEX delivery_by_wake_unplanned ON delivery (wake_at) WHERE wake_at IS NOT NULL AND state <> 'planned';

CREATE INDEX draft_by_plan ON draft (json_extract(plan, '$.at')) WHERE queued_at IS NULL;
