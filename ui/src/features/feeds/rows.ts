import type { Gap, PostId, PostView } from '../../ipc/generated';

/** What stands in the feed: a post, or a hole between two of them. */
export type Row = { kind: 'post'; id: string; post: PostView } | { kind: 'gap'; id: string; gap: Gap };

/** What a post's row is called. */
export const rowOf = (post: PostId): string => `post-${post}`;

/**
 * Posts and gaps in the order they are shown. The posts keep the order the program gave them: two written at the same
 * moment, and one that was boosted long after it was written, stand where it put them. A gap stands right below the
 * posts that are newer than it; what was boosted says nothing about that, its time is the one it was written at.
 */
export function rowsOf(posts: readonly PostView[], gaps: readonly Gap[], more: boolean): Row[] {
  const waiting = [...gaps].sort((a, b) => b.newer_at - a.newer_at || b.id - a.id);
  const rows: Row[] = [];
  const put = (gap: Gap | undefined): void => {
    // Above the first post nothing is shown that was not asked for.
    if (gap && rows.length > 0) rows.push({ kind: 'gap', id: `gap-${gap.id}`, gap });
  };
  for (const post of posts) {
    while (!post.boosted_by && waiting[0] && waiting[0].newer_at > post.created_at) put(waiting.shift());
    rows.push({ kind: 'post', id: rowOf(post.id), post });
  }
  // At the very end a hole is the last thing there is; else it is shown with the posts around it.
  if (!more) for (const gap of waiting) put(gap);
  return rows;
}

/** Each post once, the first time it comes. */
export function once(posts: readonly PostView[]): PostView[] {
  return [...new Map(posts.map((post) => [post.id, post])).values()];
}

/** Gaps by number, the later of two with the same one. */
export function joined(...lists: readonly (readonly Gap[])[]): Gap[] {
  return [...new Map(lists.flat().map((gap) => [gap.id, gap])).values()];
}
