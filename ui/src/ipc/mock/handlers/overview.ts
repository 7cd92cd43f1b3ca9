import { accounts } from '../desk';
import { conversations } from '../inbox';
import { posts } from '../posts';
import { deliveries, drafts } from '../writing';
import { occurrences } from './series';
import { open, summary, waiting, type Handlers } from './shared';

type Keys = 'search' | 'today';

export function overviewHandlers(): Pick<Handlers, Keys> {
  return {
    search: ({ words }) => {
      const wantedWords = words.toLowerCase().split(/\s+/).filter(Boolean);
      const mark = (text: string): string =>
        wantedWords.reduce(
          (said, word) =>
            said.replace(new RegExp(`\\b(${word.replace(/[^\p{L}\p{N}]/gu, '')}\\w*)`, 'i'), '\u0002$1\u0003'),
          text,
        );
      const has = (text: string): boolean => wantedWords.every((word) => text.toLowerCase().includes(word));
      return {
        hits: [
          ...drafts
            .filter((each) => has(each.text))
            .map((each) => ({
              what: { kind: 'draft' as const, id: each.id, queued: each.queued_at !== null, role: each.role },
              account: null,
              platform: null,
              who: '',
              excerpt: mark(each.text),
              at: each.updated_at,
            })),
          ...conversations
            .filter((each) => has(each.snippet))
            .map((each) => ({
              what: { kind: 'message' as const, conversation: each.id },
              account: each.account,
              platform: each.platform,
              who: each.with.name,
              excerpt: mark(each.snippet),
              at: each.last_at,
            })),
          ...posts
            .filter((each) => has(each.text))
            .map((each) => ({
              what: { kind: 'post' as const, id: each.id },
              account: each.account,
              platform: each.platform,
              who: each.author.name,
              excerpt: mark(each.text),
              at: each.created_at,
            })),
        ].slice(0, 20),
      };
    },
    today: () => ({
      sentence:
        accounts.length === 0
          ? 'The desk is ready. It hears nothing yet.'
          : waiting().length === 0
            ? 'Nobody waits for an answer. All that was sent is out.'
            : 'Two people have waited longer than you promise. The rest can follow your coffee.',
      waiting: waiting().slice(0, 6),
      waiting_total: waiting().length,
      needs_you: deliveries.filter((each) => ['failed', 'missed', 'in_doubt'].includes(each.state.state)),
      to_look_at: accounts.length === 0 ? [] : occurrences.filter((each) => each.state === 'waiting'),
      going_out: deliveries.filter((each) => !['failed', 'missed', 'in_doubt', 'cancelled'].includes(each.state.state)),
      drafts: open().slice(0, 5).map(summary),
      unwell: accounts.filter((each) => each.health.state !== 'well' && each.health.state !== 'new'),
      has_accounts: accounts.length > 0,
      date: new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(Date.now()),
    }),
  };
}
