import { call } from '../../ipc/call';
import { onChange } from '../../ipc/changes';
import type { FeedQuery, Gap, PostId, PostView } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';

const PAGE = 50;
/** Most posts the program gives at once. */
const MOST = 200;
/** Changes that come close together are answered by one reading. */
const SETTLE_MS = 80;
const KEEP_PLACE_MS = 800;

export type Row = { kind: 'post'; id: string; post: PostView } | { kind: 'gap'; id: string; gap: Gap };

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
 * One view of the merged feed: a run of posts without jumps. It begins at the post where reading stopped; newer ones are
 * counted, and only shown when asked for. The program holds the posts; this holds which stretch of them is on screen.
 */
export class FeedView {
  posts = $state.raw<PostView[]>([]);
  gaps = $state.raw<Gap[]>([]);
  newer = $state(0);
  more = $state(false);
  loading = $state(true);
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Set while posts are put in above what is on screen. */
  shifting = $state(false);

  readonly #view: string | null;
  readonly #query: FeedQuery;
  readonly #first: PostId | null;
  #busy = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #placeTimer: ReturnType<typeof setTimeout> | undefined;
  #looking: PostId | undefined;

  constructor(view: string | null, query: FeedQuery, first: PostId | null = null) {
    this.#view = view;
    this.#query = query;
    this.#first = first;
  }

  /** Posts and gaps in the order they are shown. */
  get rows(): Row[] {
    const gaps = [...this.gaps].sort((a, b) => b.newer_at - a.newer_at);
    const rows: Row[] = [];
    for (const post of this.posts) {
      while (gaps[0] && gaps[0].newer_at > post.created_at) {
        const gap = gaps.shift();
        if (gap && rows.length > 0) rows.push({ kind: 'gap', id: `gap-${gap.id}`, gap });
      }
      rows.push({ kind: 'post', id: `post-${post.id}`, post });
    }
    return rows;
  }

  /** Begins; what it returns ends it. */
  start(): () => void {
    void this.#begin();
    const quiet = onChange((change) => {
      if (change === 'feeds' || change === 'pictures' || change === 'accounts' || change === 'all') this.#soon();
    });
    return () => {
      this.#stopped = true;
      quiet();
      clearTimeout(this.#timer);
      this.#keepPlaceNow();
    };
  }

  /** Older posts, below. */
  async older(): Promise<void> {
    const last = this.posts.at(-1);
    if (!last || !this.more || this.#busy) return;
    await this.#guarded(async () => {
      const page = await this.#read({ before: last.id, limit: PAGE });
      this.posts = [...this.posts, ...page.posts];
      this.gaps = joined(this.gaps, page.gaps);
      this.more = page.more;
    });
  }

  /** The newest posts; reading goes on from the top. */
  async toTop(): Promise<void> {
    await this.#guarded(async () => {
      const first = this.posts[0];
      if (first && this.newer <= MOST) {
        const page = await this.#read({ after: first.id, limit: MOST });
        this.shifting = true;
        this.posts = [...page.posts, ...this.posts];
        this.gaps = joined(this.gaps, page.gaps);
      } else {
        await this.#fromTop();
      }
      this.newer = 0;
    });
    this.#looking = undefined;
    this.#keepPlaceNow();
  }

  /** Remembers the topmost post on screen, so that the next start begins there. */
  lookingAt(post: PostView | undefined): void {
    this.#looking = post && post.id !== this.posts[0]?.id ? post.id : this.newer > 0 ? post?.id : undefined;
    clearTimeout(this.#placeTimer);
    this.#placeTimer = setTimeout(() => this.#keepPlaceNow(), KEEP_PLACE_MS);
  }

  #keepPlaceNow(): void {
    clearTimeout(this.#placeTimer);
    if (this.#view === null) return;
    // Where reading stopped is a comfort: no word about it where it cannot be kept.
    void call('feed_position_save', { view: this.#view, post: this.#looking ?? null }).catch(() => undefined);
  }

  async #begin(): Promise<void> {
    await this.#guarded(async () => {
      const { post } = this.#view === null ? { post: this.#first } : await call('feed_position', { view: this.#view });
      const first = post === null ? undefined : await call('post', { post }).catch(() => undefined);
      if (first) {
        const page = await this.#read({ before: first.id, limit: PAGE });
        this.posts = [first, ...page.posts];
        this.gaps = page.gaps;
        this.more = page.more;
        this.#looking = first.id;
      } else {
        await this.#fromTop();
      }
    });
    await this.#again();
  }

  async #fromTop(): Promise<void> {
    const page = await this.#read({ limit: PAGE });
    this.posts = page.posts;
    this.gaps = page.gaps;
    this.more = page.more;
    this.newer = 0;
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#again();
    }, SETTLE_MS);
  }

  /** Reads again what is on screen (pictures arrive, counts move), and counts what is newer. */
  async #again(): Promise<void> {
    if (this.#busy) {
      this.#soon();
      return;
    }
    await this.#guarded(async () => {
      const first = this.posts[0];
      if (!first) {
        await this.#fromTop();
        return;
      }
      const at = Math.max(
        0,
        this.posts.findIndex((post) => post.id === this.#looking),
      );
      const around = this.posts.slice(Math.max(0, at - 50), at + 100);
      const [head, ...rest] = around;
      const [fresh, page, counted] = await Promise.all([
        head ? call('post', { post: head.id }).catch(() => undefined) : undefined,
        head ? this.#read({ before: head.id, limit: Math.max(1, rest.length) }) : undefined,
        call('feed_new_count', { query: this.#query, after: first.id }),
      ]);
      const read = new Map([...(fresh ? [fresh] : []), ...(page?.posts ?? [])].map((post) => [post.id, post]));
      const asked = new Set(around.map((post) => post.id));
      // What was asked for and did not come back is gone: muted, or its account removed.
      this.posts = this.posts.flatMap((post) => (asked.has(post.id) ? (read.get(post.id) ?? []) : post));
      if (page && at === 0 && this.posts.length < PAGE) {
        const known = new Set(this.posts.map((post) => post.id));
        this.posts = [...this.posts, ...page.posts.filter((post) => !known.has(post.id))];
      }
      const seen = new Set(around.map((post) => post.created_at));
      const [low, high] = [Math.min(...seen), Math.max(...seen)];
      this.gaps = joined(
        this.gaps.filter((gap) => gap.older_at < low || gap.newer_at > high),
        page?.gaps ?? [],
      );
      this.newer = counted.count;
    });
  }

  #read(part: Partial<FeedQuery>): ReturnType<typeof call<'feed'>> {
    return call('feed', { ...this.#query, ...part });
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    try {
      await work();
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toProblem(thrown);
    } finally {
      this.#busy = false;
      this.loading = false;
    }
  }
}

function joined(a: readonly Gap[], b: readonly Gap[]): Gap[] {
  return [...new Map([...a, ...b].map((gap) => [gap.id, gap])).values()];
}
