import { tick } from 'svelte';
import { call } from '../../ipc/call';
import { onChange } from '../../ipc/changes';
import type { FeedPage, FeedQuery, Gap, PostId, PostView } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';
import { joined, once, rowOf, rowsOf, type Row } from './rows';

const PAGE = 50;
/** Most posts the program gives at once. */
const MOST = 200;
/** Posts above and below the one on screen that are read again when something changed. */
const ABOVE = 50;
const BELOW = 100;
/** Scrolled this far from what was read last, it is read again. */
const FAR = 40;
/** Posts read past the old end of the stretch, at most, to find it again. */
const SEARCHED = 1000;
/** Changes that come close together are answered by one reading. */
const SETTLE_MS = 80;
const KEEP_PLACE_MS = 800;

export const everything: FeedQuery = {
  accounts: [],
  platform: null,
  group: null,
  words: '',
  hide_boosts: false,
  hide_replies: false,
  only_media: false,
  before: null,
  after: null,
  limit: PAGE,
};

/**
 * One view of the merged feed: a stretch of posts without jumps. It begins at the post where reading stopped; newer ones
 * are counted, and only shown when asked for. The program holds the posts; this holds which stretch is on screen.
 *
 * ```text
 * newer     counted, shown by `toTop`
 * ───────── first post of the stretch
 * window    around the post on screen: read again on every change, so that what was filled in appears,
 *           what was muted goes, and pictures and counts are true
 * ───────── last post of the stretch
 * older     read by `older` as one scrolls
 * ```
 * One reading at a time, each whole: whatever is read hangs together with what is there.
 */
export class FeedView {
  /** What stands in the list. */
  rows = $state.raw<Row[]>([]);
  newer = $state(0);
  more = $state(false);
  loading = $state(true);
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Set while rows above what is on screen change: what is on screen stays where it is. */
  shifting = $state(false);

  readonly #view: string | null;
  readonly #query: FeedQuery;
  /** Asked for by name: shown even where the view would leave it out. */
  readonly #asked: PostId | null;
  #posts: PostView[] = [];
  #gaps: readonly Gap[] = [];
  #begun = false;
  #stopped = false;
  #last: Promise<void> = Promise.resolve();
  #goingDown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #placeTimer: ReturnType<typeof setTimeout> | undefined;
  /** The topmost post on screen. */
  #looking: PostId | undefined;
  /** Where it stood when the window was read last. */
  #readAt = 0;
  #kept: PostId | null | undefined;

  constructor(view: string | null, query: FeedQuery, asked: PostId | null = null) {
    this.#view = view;
    this.#query = query;
    this.#asked = asked;
  }

  /** Begins; what it returns ends it. */
  start(): () => void {
    void this.#inTurn(() => this.#readAgain());
    const quiet = onChange((change) => {
      if (change === 'feeds' || change === 'pictures' || change === 'accounts' || change === 'all') this.#soon();
    });
    return () => {
      this.#keepPlace();
      this.#stopped = true;
      quiet();
      clearTimeout(this.#timer);
    };
  }

  /** Reads again after a problem. */
  readonly again = (): void => void this.#inTurn(() => this.#readAgain());

  /** Older posts, below. */
  async older(): Promise<void> {
    if (!this.more || this.#goingDown) return;
    this.#goingDown = true;
    await this.#inTurn(() => this.#regaining(() => this.#readOlder()));
    this.#goingDown = false;
  }

  /** The newest posts; reading goes on from the top. */
  async toTop(): Promise<void> {
    await this.#inTurn(() => this.#regaining(() => this.#readNewer()));
    this.#keepPlace();
  }

  /** Remembers the topmost row on screen, so that the next start begins there. */
  lookingAt(row: number): void {
    const at = this.rows.findIndex((one, index) => index >= row && one.kind === 'post');
    const topmost = this.rows[at];
    if (topmost?.kind !== 'post') return;
    this.#looking = topmost.post.id;
    if (Math.abs(at - this.#readAt) > FAR) this.#soon();
    clearTimeout(this.#placeTimer);
    this.#placeTimer = setTimeout(() => this.#keepPlace(), KEEP_PLACE_MS);
  }

  #keepPlace(): void {
    clearTimeout(this.#placeTimer);
    const first = this.#posts[0];
    if (this.#view === null || !this.#begun || this.#stopped || !first) return;
    const topmost = this.#looking ?? first.id;
    const place = topmost === first.id && this.newer === 0 ? null : topmost;
    if (place === this.#kept) return;
    this.#kept = place;
    // Where reading stopped is a comfort: no word about it where it cannot be kept.
    void call('feed_position_save', { view: this.#view, post: place }).catch(() => undefined);
  }

  async #begin(): Promise<void> {
    let from = this.#asked;
    if (this.#view !== null && from === null) {
      from = (await call('feed_position', { view: this.#view })).post;
      this.#kept = from;
    }
    if (from === null || !(await this.#beginAt(from))) await this.#fromTop();
    this.#begun = true;
  }

  /** Begins at a post; false: it is not here any more. */
  async #beginAt(from: PostId): Promise<boolean> {
    const post = await call('post', { post: from }).catch(unlessGone);
    if (!post) return false;
    const below = await this.#read({ before: from, limit: PAGE });
    const head = await this.#readHead(post, below.posts[0]);
    const posts = [...head.posts, ...below.posts];
    const [first] = posts;
    if (!first) return false;
    this.#looking = first.id;
    this.#readAt = 0;
    // Counted first: the list makes room for the count when it begins.
    this.newer = await this.#newerThan(first.id);
    await this.#show(posts, joined(head.gaps, below.gaps), below.more);
    return true;
  }

  async #fromTop(): Promise<void> {
    const page = await this.#read({ limit: PAGE });
    this.#looking = page.posts[0]?.id;
    this.#readAt = 0;
    this.newer = 0;
    await this.#show(page.posts, page.gaps, page.more);
  }

  async #readOlder(): Promise<void> {
    const last = this.#posts.at(-1);
    if (!last) return;
    const page = await this.#read({ before: last.id, limit: PAGE });
    await this.#show([...this.#posts, ...page.posts], joined(this.#gaps, page.gaps), page.more);
  }

  async #readNewer(): Promise<void> {
    const first = this.#posts[0];
    if (first && this.newer === 0) {
      this.#looking = first.id;
      return;
    }
    const page = first && this.newer < MOST ? await this.#read({ after: first.id, limit: MOST }) : undefined;
    if (!page || page.posts.length === MOST) {
      await this.#fromTop();
      return;
    }
    this.#looking = page.posts[0]?.id ?? first?.id;
    this.#readAt = 0;
    this.newer = 0;
    await this.#show([...page.posts, ...this.#posts], joined(this.#gaps, page.gaps), this.more);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.again();
    }, SETTLE_MS);
  }

  async #readAgain(): Promise<void> {
    if (!this.#begun) await this.#begin();
    else if (this.#posts.length === 0) await this.#fromTop();
    else await this.#regaining(() => this.#readWindow());
    if (this.more && this.#posts.length < PAGE) await this.#readOlder();
    await this.#countNewer();
  }

  async #countNewer(): Promise<void> {
    const first = this.#posts[0];
    if (first) this.newer = await this.#newerThan(first.id);
  }

  async #newerThan(after: PostId): Promise<number> {
    return (await call('feed_new_count', { query: this.#query, after })).count;
  }

  /** Reads what is around the post on screen, and puts it in place of what was there. */
  async #readWindow(): Promise<void> {
    const at = Math.max(0, this.#index(this.#looking));
    const low = Math.max(0, at - ABOVE);
    const high = Math.min(this.#posts.length, at + BELOW);
    const window = this.#posts.slice(low, high);
    const [above, below] = [this.#posts[low - 1], this.#posts[high]];
    const read = await this.#readBetween(above, window, below);
    const outside = [...this.#posts.slice(0, low), ...this.#posts.slice(high)];
    // Read between two posts of which one moved meanwhile (it was boosted), it would not hang together.
    if (moved(read.posts, window, outside)) throw new Moved();
    this.#readAt = at;
    const posts = [...this.#posts.slice(0, low), ...read.posts, ...this.#posts.slice(high)];
    await this.#show(posts, joined(this.#gapsOutside(low, high), read.gaps), below ? this.more : read.more);
  }

  /** The posts between two, or from the first of the stretch, or to its last. */
  async #readBetween(
    above: PostView | undefined,
    window: readonly PostView[],
    below: PostView | undefined,
  ): Promise<FeedPage> {
    const [head] = window;
    const start = above ?? head;
    if (!start) return { posts: [], gaps: [], more: false };
    const ends = new Set(window.slice(-20).map((post) => post.id));
    const read: FeedPage = { posts: [], gaps: [], more: true };
    const enough = (): boolean =>
      !below &&
      read.posts.length >= window.length - 1 &&
      (read.posts.length > window.length + SEARCHED ||
        window.length < 2 ||
        read.posts.some((post) => ends.has(post.id)));
    while (read.more && !enough()) {
      const last = read.posts.at(-1) ?? start;
      const page = await this.#read({ before: last.id, after: below?.id ?? null, limit: MOST });
      read.posts.push(...page.posts);
      read.gaps.push(...page.gaps);
      read.more = page.more && page.posts.length > 0;
    }
    if (above || !head) return read;
    const first = await this.#readHead(head, read.posts[0] ?? below);
    return { ...read, posts: [...first.posts, ...read.posts], gaps: [...first.gaps, ...read.gaps] };
  }

  /** The first post of the stretch as it is now: what stands right above the one below it. None: it left the view. */
  async #readHead(head: PostView, below: PostView | undefined): Promise<Pick<FeedPage, 'posts' | 'gaps'>> {
    const page = await this.#read(below ? { after: below.id, limit: 1 } : { limit: MOST });
    const fresh = page.posts.find((post) => post.id === head.id);
    if (fresh) return { posts: [fresh], gaps: page.gaps };
    const shown = head.id === this.#asked || (!below && page.more);
    return { posts: shown ? [await call('post', { post: head.id })] : [], gaps: [] };
  }

  /** Gaps that do not stand below one of these posts. */
  #gapsOutside(low: number, high: number): Gap[] {
    let passed = 0;
    return this.rows.flatMap((row) => {
      if (row.kind === 'post') passed += 1;
      else if (passed <= low || passed > high) return row.gap;
      return [];
    });
  }

  /** Where a post that was read from is gone or moved, reading goes on from the next that is here. */
  async #regaining(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof Moved) && toProblem(thrown).code !== 'not_found') throw thrown;
      const at = Math.max(0, this.#index(this.#looking));
      for (const post of this.#posts.slice(at, at + ABOVE)) if (await this.#beginAt(post.id)) return;
      await this.#fromTop();
    }
  }

  async #show(posts: readonly PostView[], gaps: readonly Gap[], more: boolean): Promise<void> {
    const before = this.rows;
    this.#posts = once(posts);
    this.#gaps = gaps;
    this.more = more;
    const next = rowsOf(this.#posts, gaps, more);
    const places = new Map(next.map((row, at) => [row.id, at]));
    const topmost = this.#looking === undefined ? -1 : before.findIndex((row) => row.id === rowOf(this.#looking ?? 0));
    // The topmost row on screen, or the next below it that is still there, stays where it is.
    const was = topmost < 0 ? -1 : before.findIndex((row, at) => at >= topmost && places.has(row.id));
    const is = places.get(before[was]?.id ?? '') ?? -1;
    if (topmost > 0 && is >= 0 && is !== was) {
      const above = next.slice(0, is);
      const there = new Set(above.map((row) => row.id));
      this.shifting = true;
      this.rows = [...above, ...before.slice(was).filter((row) => !there.has(row.id))];
      await tick();
      this.shifting = false;
    }
    this.rows = next;
    const row = before[was];
    if (topmost >= 0 && was !== topmost && row?.kind === 'post') this.#looking = row.post.id;
  }

  #index(post: PostId | undefined): number {
    return this.#posts.findIndex((one) => one.id === post);
  }

  #read(part: Partial<FeedQuery>): Promise<FeedPage> {
    return call('feed', { ...this.#query, ...part });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (this.#stopped) return;
      try {
        await work();
        this.problem = undefined;
      } catch (thrown) {
        this.problem = toProblem(thrown);
      }
      this.loading = false;
    });
    return this.#last;
  }
}

/** A post that was read from stands elsewhere by now. */
class Moved extends Error {}

function moved(read: readonly PostView[], window: readonly PostView[], outside: readonly PostView[]): boolean {
  const here = new Set(read.map((post) => post.id));
  const lost = window.length > 20 && !window.some((post) => here.has(post.id));
  return lost || outside.some((post) => here.has(post.id));
}

function unlessGone(thrown: unknown): undefined {
  if (toProblem(thrown).code !== 'not_found') throw thrown;
}
