import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedPage, FeedQuery, Gap, PostId, PostView } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { author, post } from '../../ipc/mock/posts';
import { CallProblem } from '../../ipc/problem';
import { setTransport } from '../../ipc/transport';
import { words } from '../../words';
import { everything, FeedView } from './feeds.svelte';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 23, 12);

/** The post of a minute: the larger, the newer. */
const of = (minute: number): PostView =>
  post(1, 'mastodon', author('City Archive', '@archive'), `Post ${minute}`, 0, {
    id: minute,
    created_at: NOON + minute * MINUTE,
  });

/** Posts of the minutes from one to another, newest first. */
const between = (newest: number, oldest: number): PostView[] =>
  Array.from({ length: newest - oldest + 1 }, (_, at) => of(newest - at));

/** What the program holds. */
let held: PostView[] = [];
let gaps: Gap[] = [];
let place: PostId | null = null;
let saved: (PostId | null)[] = [];
let down = false;

function page({ before, after, limit }: FeedQuery): FeedPage {
  if (down) throw new CallProblem({ code: 'storage', message: 'Not now.' });
  const from = before === null ? 0 : held.findIndex(({ id }) => id === before) + 1;
  const to = after === null ? held.length : held.findIndex(({ id }) => id === after);
  const upwards = before === null && after !== null;
  const posts = upwards ? held.slice(Math.max(0, to - limit), to) : held.slice(from, Math.min(to, from + limit));
  const here = gaps.filter(({ newer_at }) => posts.some(({ created_at }) => created_at === newer_at));
  return { posts, gaps: here, more: upwards ? to > limit : from + limit < to };
}

/** One transport for all tests of the file: the line of events is opened once. */
const transport = pretend({
  feed: page,
  feed_new_count: ({ after }) => ({ count: held.findIndex(({ id }) => id === after) }),
  feed_position: () => ({ post: place }),
  feed_position_save: ({ post: at }) => {
    saved.push(at);
    place = at;
    return {};
  },
  post: ({ post: id }) => {
    const found = held.find((each) => each.id === id);
    if (!found) throw new CallProblem({ code: 'not_found', message: 'Gone.' });
    return found;
  },
});
/** What was asked and not answered yet: it must not reach into the next test. */
let going = 0;
setTransport({
  ...transport,
  invoke: async (name, input) => {
    going += 1;
    try {
      return await transport.invoke(name, input);
    } finally {
      going -= 1;
    }
  },
});

let ends: (() => void)[] = [];

/** A view that has read what there is. */
async function opened(): Promise<FeedView> {
  const feed = new FeedView('all', everything);
  ends.push(feed.start());
  await vi.waitFor(() => expect(feed.rows.length).toBeGreaterThan(0));
  return feed;
}

/** The minutes of the posts shown, top to bottom; a gap is `…`. */
const shown = (feed: FeedView): (number | '…')[] => feed.rows.map((row) => (row.kind === 'post' ? row.post.id : '…'));

const minutes = (newest: number, oldest: number): number[] => between(newest, oldest).map(({ id }) => id);

beforeEach(() => {
  held = between(30, 1);
  gaps = [];
  place = null;
  saved = [];
  down = false;
});

afterEach(async () => {
  for (const end of ends) end();
  ends = [];
  await vi.waitFor(() => expect(going).toBe(0));
});

describe('new posts', () => {
  it('are counted and do not move what is read, until they are asked for', async () => {
    const feed = await opened();
    feed.lookingAt(3);
    await vi.waitFor(() => expect(saved).toEqual([27]), { timeout: 5000 });
    const before = shown(feed);
    held = between(44, 1);
    transport.change('feeds');
    await vi.waitFor(() => expect(feed.newer).toBe(14));
    expect(words.feeds.posts(feed.newer)).toBe('14 new posts');
    expect(shown(feed)).toEqual(before);

    await feed.toTop();
    expect(feed.newer).toBe(0);
    expect(shown(feed)).toEqual(minutes(44, 1));
    // At the top there is no place to keep.
    await vi.waitFor(() => expect(saved).toEqual([27, null]));
  });

  it('that are more than one reading holds are shown from the newest, without a hole', async () => {
    held = between(60, 1);
    const feed = await opened();
    held = between(400, 1);
    transport.change('feeds');
    await vi.waitFor(() => expect(feed.newer).toBe(340));
    await feed.toTop();
    expect(feed.newer).toBe(0);
    expect(shown(feed)).toEqual(minutes(400, 351));
    await feed.older();
    expect(shown(feed)).toEqual(minutes(400, 301));
  });
});

describe('the place', () => {
  it('where reading stopped is kept, and the next view begins there', async () => {
    const feed = await opened();
    feed.lookingAt(10);
    await vi.waitFor(() => expect(saved).toEqual([20]), { timeout: 5000 });
    ends.pop()?.();

    held = between(35, 1);
    const next = await opened();
    expect(shown(next)).toEqual(minutes(20, 1));
    expect(next.newer).toBe(15);
  });

  it('is kept at once when one goes elsewhere', async () => {
    const feed = await opened();
    feed.lookingAt(4);
    ends.pop()?.();
    await vi.waitFor(() => expect(saved).toEqual([26]));
  });

  it('whose post is gone is no trouble: the feed begins at the top', async () => {
    place = 999;
    const feed = await opened();
    expect(shown(feed)).toEqual(minutes(30, 1));
    expect(feed.problem).toBeUndefined();
  });
});

describe('a gap', () => {
  const gap: Gap = {
    id: 7,
    account: 1,
    newer_at: NOON + 25 * MINUTE,
    older_at: NOON + 10 * MINUTE,
    filling: false,
  };

  it('stands where posts are missing; filled above what is read, that stays where it is', async () => {
    held = [...between(30, 25), ...between(10, 1)];
    gaps = [gap];
    const feed = await opened();
    expect(shown(feed)).toEqual([...minutes(30, 25), '…', ...minutes(10, 1)]);
    const topmost = shown(feed).indexOf(8);
    feed.lookingAt(topmost);

    const shifts: (number | '…')[][] = [];
    ends.push(
      $effect.root(() => {
        $effect(() => {
          if (feed.shifting) shifts.push(shown(feed));
        });
      }),
    );
    flushSync();
    held = between(30, 1);
    gaps = [];
    transport.change('feeds');
    await vi.waitFor(() => expect(shown(feed)).toEqual(minutes(30, 1)));
    await vi.waitFor(() => expect(feed.shifting).toBe(false));
    // The list was told that rows came in above, and from the one on screen on nothing had changed by then.
    expect(shifts).toHaveLength(1);
    expect(shifts[0]?.slice(shifts[0].indexOf(8))).toEqual(minutes(8, 1));
    expect(feed.newer).toBe(0);
  });
});

describe('what is muted', () => {
  it('goes, and reading goes on at the next post', async () => {
    const feed = await opened();
    feed.lookingAt(5);
    held = held.filter(({ id }) => id !== 25);
    transport.change('feeds');
    await vi.waitFor(() => expect(shown(feed)).not.toContain(25));
    ends.pop()?.();
    await vi.waitFor(() => expect(saved).toEqual([24]));
  });
});

describe('a reading that fails', () => {
  it('is told, takes nothing away, and can be tried again', async () => {
    const feed = await opened();
    const before = shown(feed);
    down = true;
    transport.change('feeds');
    await vi.waitFor(() => expect(feed.problem?.code).toBe('storage'));
    expect(shown(feed)).toEqual(before);
    down = false;
    feed.again();
    await vi.waitFor(() => expect(feed.problem).toBeUndefined());
    expect(shown(feed)).toEqual(before);
  });
});
