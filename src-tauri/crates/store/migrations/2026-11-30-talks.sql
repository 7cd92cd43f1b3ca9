-- Conversations of thousands of messages, read a page at a time.
CREATE INDEX post_by_thread ON post (conversation_id, sort_at, id) WHERE conversation_id IS NOT NULL;
-- The message of the same person before and after a page: a number may be split over two.
CREATE INDEX post_by_writer ON post (conversation_id, author_handle, sort_at, id) WHERE conversation_id IS NOT NULL;
-- The platform says that the post this one answers was deleted.
ALTER TABLE post ADD COLUMN parent_deleted INTEGER NOT NULL DEFAULT 0;
-- Replies that are under way or could not be sent: few, whatever was sent before.
CREATE INDEX delivery_open_reply ON delivery (conversation_id)
WHERE conversation_id IS NOT NULL AND state NOT IN ('sent', 'cancelled');
-- What this desk published, by the platform's id for it.
CREATE INDEX delivery_by_published ON delivery (account_id, json_extract(detail, '$.published.remote_id'))
WHERE state = 'sent';
