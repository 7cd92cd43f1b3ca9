import { call } from '../../ipc/call';
import { onChange } from '../../ipc/changes';
import type { DeliveryView, DraftId, OutboxShow } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';
import { groupBy } from '../../lib/group';

const PAGE = 60;
const MOST = 500;
const SETTLE_MS = 60;

/** What goes out by one draft. */
export interface Sending {
  draft: DraftId;
  deliveries: DeliveryView[];
}

/** The outbox of one view, as far down as was scrolled. Read again, whole, whenever something changes. */
export class OutboxList {
  posts = $state.raw<Sending[]>([]);
  needsYou = $state(0);
  waiting = $state(0);
  more = $state(false);
  loading = $state(true);
  problem = $state.raw<CallProblem | undefined>(undefined);

  readonly #show: OutboxShow;
  readonly #words: string;
  #wanted = PAGE;
  #read = 0;
  #reading = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(show: OutboxShow, words: string) {
    this.#show = show;
    this.#words = words;
  }

  /** Begins; what it returns ends it. */
  start(): () => void {
    void this.#look();
    const quiet = onChange((change) => {
      if (change !== 'outbox' && change !== 'all') return;
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#look();
      }, SETTLE_MS);
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
    this.#wanted = this.#read + PAGE;
    void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      const found: DeliveryView[] = [];
      let before: number | null = null;
      do {
        const limit: number = Math.min(MOST, this.#wanted - found.length);
        const page: Awaited<ReturnType<typeof call<'outbox_page'>>> = await call('outbox_page', {
          show: this.#show,
          words: this.#words,
          before,
          limit,
        });
        found.push(...page.deliveries);
        before = page.next;
        this.needsYou = page.needs_you;
        this.waiting = page.waiting;
      } while (before !== null && found.length < this.#wanted);
      this.#read = found.length;
      this.posts = [...groupBy(found, (delivery) => delivery.draft)].map(([draft, deliveries]) => ({
        draft,
        // As they were queued: the accounts in their order, and what was done to them later below.
        deliveries: deliveries.toReversed(),
      }));
      this.more = before !== null;
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
}
