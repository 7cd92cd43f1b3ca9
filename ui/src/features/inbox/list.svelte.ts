import { call } from '../../ipc/call';
import type { ConversationQuery, ConversationView } from '../../ipc/generated';
import { PagedList } from '../../ipc/paged.svelte';

/** The conversations of one view. */
export function conversationList(query: ConversationQuery): PagedList<ConversationView> {
  return new PagedList('conversations', async (read, limit) => {
    const page = await call('conversations', { ...query, after: read.at(-1)?.id ?? null, limit });
    return { items: page.conversations, more: page.more };
  });
}
