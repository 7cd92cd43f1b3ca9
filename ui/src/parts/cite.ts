import type { FeedQuery, PostView } from '../ipc/generated';

/** So many are offered at once. */
const OFFERED = 30;

/** What is asked for: newest first, with these words; an empty list of accounts means all. */
export function sourcesOf(words: string, accounts: readonly number[]): FeedQuery {
  return {
    accounts: [...accounts],
    platform: null,
    group: null,
    words: words.trim(),
    hide_boosts: true,
    hide_replies: false,
    only_media: false,
    before: null,
    after: null,
    limit: OFFERED,
  };
}

/** Whether everybody can open it: it has a page of its own, and was not said to few. */
export function mayBeCited(post: PostView): boolean {
  return post.url !== null && (post.visibility === 'public' || post.visibility === 'unlisted');
}

/** What stands in the text: its title, where it has one, and its page. */
export function citation(post: PostView): string {
  const title = post.title.trim().replace(/[\s:.]+$/, '');
  return title === '' ? (post.url ?? '') : `${title}: ${post.url ?? ''}`;
}
