import { limits } from '../desk';
import { conversations, threads } from '../inbox';
import { draft, drafts } from '../writing';
import { fresh, missing, nothing, type Changed, type Handlers, waiting } from './shared';

const PAGE = 100;

type Keys =
  | 'conversations'
  | 'conversation_counts'
  | 'conversation'
  | 'conversation_earlier'
  | 'conversation_read'
  | 'conversation_state'
  | 'reply_draft';

export function inboxHandlers(changed: Changed): Pick<Handlers, Keys> {
  return {
    conversations: (query) => {
      const found = conversations
        .filter(
          (each) =>
            each.state === query.state &&
            (query.account === null || each.account === query.account) &&
            (!query.platform || each.platform === query.platform) &&
            (!query.kind || each.kind === query.kind) &&
            (!query.label || each.label === query.label) &&
            (query.answered === null || each.answered === query.answered) &&
            (!query.reference || each.reference) &&
            each.snippet.toLowerCase().includes(query.words.toLowerCase()),
        )
        .sort((a, b) => (query.oldest_first ? a.last_at - b.last_at : b.last_at - a.last_at));
      return { conversations: found.map((each) => ({ ...each })), more: false };
    },
    conversation_counts: () => ({
      waiting: waiting().length,
      unread: waiting().filter((each) => each.unread > 0).length,
      snoozed: conversations.filter((each) => each.state === 'snoozed').length,
      done: conversations.filter((each) => each.state === 'done').length,
    }),
    conversation: ({ conversation }) => {
      const found = conversations.find((each) => each.id === conversation);
      if (!found) throw missing();
      const messages = threads.get(conversation) ?? [];
      return {
        conversation: { ...found },
        messages: messages.slice(-PAGE),
        count: messages.length,
        more: messages.length > PAGE,
        answers: messages.findLast((each) => !each.ours)?.id ?? null,
        visibilities: found.kind === 'direct' ? ['direct'] : ['public', 'unlisted', 'direct'],
        draft: drafts.find((each) => each.conversation === conversation && each.queued_at === null)?.id ?? null,
        limits: limits(found.platform === 'bluesky' ? 300 : 500, 'characters'),
      };
    },
    conversation_earlier: ({ conversation, before, limit }) => {
      const messages = threads.get(conversation) ?? [];
      const end = messages.findIndex((each) => each.id === before);
      if (end < 0) throw missing();
      const begin = Math.max(0, end - (limit || PAGE));
      return { messages: messages.slice(begin, end), more: begin > 0 };
    },
    conversation_read: ({ conversation }) => {
      const found = conversations.find((each) => each.id === conversation);
      if (found?.unread) {
        found.unread = 0;
        changed('inbox');
      }
      return nothing;
    },
    conversation_state: ({ conversations: ids, state }) => {
      for (const each of conversations) if (ids.includes(each.id)) each.state = state;
      changed('inbox');
      return nothing;
    },
    reply_draft: ({ conversation, answers }) => {
      const kept = drafts.find((each) => each.conversation === conversation && each.queued_at === null);
      if (kept) return { ...kept };
      const found = conversations.find((each) => each.id === conversation);
      if (!found) throw missing();
      const made = draft(fresh(), '', 0, {
        conversation,
        answers,
        targets: [found.account],
        visibility: found.kind === 'direct' ? 'direct' : 'public',
      });
      drafts.push(made);
      return { ...made };
    },
  };
}
