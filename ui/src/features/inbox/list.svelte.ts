import { call } from '../../ipc/call';
import { onChange } from '../../ipc/changes';
import type { ConversationQuery, ConversationView } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';

const PAGE = 50;
const MOST = 200;
const SETTLE_MS = 60;

/** The conversations of one view, as far down as was scrolled. Read again, whole, whenever something changes. */
export class ConversationList {
  items = $state.raw<ConversationView[]>([]);
  more = $state(false);
  loading = $state(true);
  problem = $state.raw<CallProblem | undefined>(undefined);

  readonly #query: ConversationQuery;
  #wanted = PAGE;
  #reading = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(query: ConversationQuery) {
    this.#query = query;
  }

  /** Begins; what it returns ends it. */
  start(): () => void {
    void this.#read();
    const quiet = onChange((change) => {
      if (
        change === 'inbox' ||
        change === 'outbox' ||
        change === 'pictures' ||
        change === 'accounts' ||
        change === 'all'
      ) {
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          void this.#read();
        }, SETTLE_MS);
      }
    });
    return () => {
      quiet();
      clearTimeout(this.#timer);
    };
  }

  /** More of them, below. */
  older(): void {
    if (!this.more || this.#reading) return;
    this.#wanted = this.items.length + PAGE;
    void this.#read();
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      const items: ConversationView[] = [];
      let more = true;
      while (more && items.length < this.#wanted) {
        const page = await call('conversations', {
          ...this.#query,
          after: items.at(-1)?.id ?? null,
          limit: Math.min(MOST, this.#wanted - items.length),
        });
        items.push(...page.conversations);
        more = page.more && page.conversations.length > 0;
      }
      this.items = items;
      this.more = more;
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
    this.#reading = false;
    this.loading = false;
    if (this.#again) {
      this.#again = false;
      await this.#read();
    }
  }
}
