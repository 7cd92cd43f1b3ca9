import type { FeedQuery, PostView } from '../../generated';
import { DAY, HOUR, MINUTE, accounts } from '../desk';
import { posts } from '../posts';
import { scenario } from '../scenario';
import { missing, nothing, type Changed, type Handlers } from './shared';

function wanted(query: FeedQuery): PostView[] {
  const inGroup = accounts.filter((each) => !query.group || each.group === query.group).map((each) => each.id);
  const words = query.words.toLowerCase().split(/\s+/).filter(Boolean);
  return posts.filter(
    (each) =>
      inGroup.includes(each.account) &&
      (query.accounts.length === 0 || query.accounts.includes(each.account)) &&
      (!query.platform || each.platform === query.platform) &&
      (!query.hide_boosts || !each.boosted_by) &&
      (!query.only_media || each.media.length > 0) &&
      words.every((word) => each.text.toLowerCase().includes(word)),
  );
}

type Keys =
  | 'feed'
  | 'feed_new_count'
  | 'feed_position'
  | 'feed_position_save'
  | 'feed_groups'
  | 'feed_fill_gap'
  | 'feed_check_now'
  | 'post'
  | 'post_like'
  | 'post_boost'
  | 'mutes'
  | 'mute_add'
  | 'mute_remove';

export function feedHandlers(changed: Changed): Pick<Handlers, Keys> {
  let filled = false;
  return {
    feed: (query) => {
      const all = wanted(query);
      const from = query.before === null ? 0 : all.findIndex((each) => each.id === query.before) + 1;
      const to = query.after === null ? all.length : all.findIndex((each) => each.id === query.after);
      const size = query.limit || 50;
      // Upwards from a post where only the lower end is given, else downwards.
      const upwards = query.before === null && query.after !== null;
      const page = upwards ? all.slice(Math.max(0, to - size), to) : all.slice(from, Math.min(to, from + size));
      const over = posts[7];
      return {
        posts: page,
        gaps:
          over && page.includes(over) && !filled
            ? [
                {
                  id: 1,
                  account: 1,
                  newer_at: over.created_at - MINUTE,
                  older_at: over.created_at - HOUR,
                  filling: false,
                },
              ]
            : [],
        more: upwards ? to > size : from + size < to,
      };
    },
    feed_new_count: ({ query, after }) => ({
      count: Math.max(
        0,
        wanted(query).findIndex((each) => each.id === after),
      ),
    }),
    feed_position: () => ({ post: scenario === 'newer' ? (posts[5]?.id ?? null) : null }),
    feed_position_save: () => nothing,
    feed_groups: () =>
      [...new Set(accounts.map((each) => each.group).filter(Boolean))].map((name) => ({
        name,
        accounts: accounts.filter((each) => each.group === name).length,
      })),
    feed_fill_gap: () => {
      filled = true;
      changed('feeds');
      return nothing;
    },
    feed_check_now: () => nothing,
    post: ({ post }) => {
      const found = posts.find((each) => each.id === post);
      if (!found) throw missing();
      return found;
    },
    post_like: ({ post, on }) => {
      const found = posts.find((each) => each.id === post);
      if (found) {
        found.liked = on;
        found.counts.likes += on ? 1 : -1;
      }
      changed('feeds');
      return nothing;
    },
    post_boost: ({ post, on }) => {
      const found = posts.find((each) => each.id === post);
      if (found) found.boosted = on;
      changed('feeds');
      return nothing;
    },
    mutes: () => [
      { id: 1, kind: 'words', value: 'lottery', label: 'lottery', until: null },
      { id: 2, kind: 'author', value: '17', label: '@deals@shop.example', until: Date.now() + 6 * DAY },
    ],
    mute_add: () => nothing,
    mute_remove: () => nothing,
  };
}
