import { onChange } from './changes';
import { topics, type Change, type Commands } from './generated';
import { toProblem, type CallProblem } from './problem';
import { COALESCE_MS } from './query.svelte';

/** One page: what it holds, and whether there is more below. */
export interface Page<Item> {
  items: readonly Item[];
  more: boolean;
}

/** Reads at most `limit` below what was read so far. */
export type ReadPage<Item> = (read: readonly Item[], limit: number) => Promise<Page<Item>>;

/**
 * A long list, as far down as was scrolled. Read again, whole, whenever something changes that its command reads: what
 * moved within it stands where it belongs, and nothing twice.
 */
export class PagedList<Item> {
  items = $state.raw<readonly Item[]>([]);
  more = $state(false);
  loading = $state(true);
  problem = $state.raw<CallProblem | undefined>(undefined);

  readonly #page: ReadPage<Item>;
  readonly #reads: readonly Change[];
  /** So many more at each step down, and at most so many asked for at once. */
  readonly #step: number;
  readonly #most: number;
  #wanted: number;
  #reading = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(command: keyof Commands, page: ReadPage<Item>, step = 50, most = 200) {
    this.#page = page;
    this.#reads = topics[command];
    [this.#step, this.#most, this.#wanted] = [step, most, step];
  }

  /** Begins; what it returns ends it. */
  start(): () => void {
    void this.#look();
    const quiet = onChange((change) => {
      if (change !== 'all' && !this.#reads.includes(change)) return;
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#look();
      }, COALESCE_MS);
    });
    return () => {
      quiet();
      clearTimeout(this.#timer);
    };
  }

  /** Reads again now. */
  readonly refresh = (): void => void this.#look();

  /** More of them, below. */
  older(): void {
    if (!this.more || this.#reading) return;
    this.#wanted = this.items.length + this.#step;
    void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      await this.#read();
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
    this.#reading = false;
    this.loading = false;
    if (this.#again) {
      this.#again = false;
      await this.#look();
    }
  }

  async #read(): Promise<void> {
    const items: Item[] = [];
    let more = true;
    while (more && items.length < this.#wanted) {
      const page = await this.#page(items, Math.min(this.#most, this.#wanted - items.length));
      items.push(...page.items);
      more = page.more && page.items.length > 0;
    }
    this.items = items;
    this.more = more;
  }
}
