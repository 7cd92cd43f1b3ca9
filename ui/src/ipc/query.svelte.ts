import { untrack } from 'svelte';
import { call, type Input, type Output } from './call';
import { onChange } from './changes';
import { topics, type Change, type Commands } from './generated';
import { toProblem, type CallProblem } from './problem';

/** Changes that come close together are answered by one reading. */
export const COALESCE_MS = 50;

export interface QueryOptions {
  /** Keep showing the old answer while the input changes (a filter, words being typed). Else it is dropped. */
  keep?: boolean;
}

/**
 * What the program answers to one command, read again whenever its topics change. Nothing is kept beyond the last answer.
 *
 * One reading is under way at a time: a change meanwhile is answered by one more reading after it, and an answer to
 * an input that is no longer wanted is dropped.
 */
export class Query<K extends keyof Commands> {
  data = $state.raw<Output<K> | undefined>(undefined);
  problem = $state.raw<CallProblem | undefined>(undefined);
  loading = $state(true);

  readonly #command: K;
  #input: Input<K> | null = null;
  #turn = 0;
  #reading = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(command: K) {
    this.#command = command;
  }

  /** Reads now, without waiting for a change. */
  readonly refresh = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#input === null) return;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    void this.#read(this.#input);
  };

  /** Asks for another input. None: asks nothing. */
  ask(input: Input<K> | null, keep: boolean): void {
    this.#turn += 1;
    this.#reading = false;
    this.#again = false;
    this.#input = input;
    if (!keep || input === null) {
      this.data = undefined;
      this.problem = undefined;
    }
    this.loading = input !== null;
    this.refresh();
  }

  /** Hears of a change; reads again soon where the command's topics say so. */
  heard(change: Change): void {
    const touched = change === 'all' || change === 'desk' || topics[this.#command].includes(change);
    if (touched && this.#input !== null) this.#timer ??= setTimeout(this.refresh, COALESCE_MS);
  }

  /** Lets go: answers that still come are dropped. */
  stop(): void {
    this.#turn += 1;
    this.#input = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #read(input: Input<K>): Promise<void> {
    const turn = this.#turn;
    this.#reading = true;
    this.loading = true;
    try {
      const data = await call(this.#command, input);
      if (turn !== this.#turn) return;
      this.data = data;
      this.problem = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.problem = toProblem(thrown);
    }
    this.#reading = false;
    this.loading = false;
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
  }
}

/**
 * Reads `command` for as long as the component that asks is there. `input` may read state: another input is asked at
 * once; `null` asks nothing. Call it while a component (or a class it makes) is set up.
 */
export function query<K extends keyof Commands>(
  command: K,
  input: () => Input<K> | null = () => ({}),
  options: QueryOptions = {},
): Query<K> {
  const asked = new Query(command);
  let last: string | undefined;
  $effect.pre(() => {
    const next = input();
    const shape = JSON.stringify(next);
    // The same question in a new object is still the same question.
    if (shape === last) return;
    const first = last === undefined;
    last = shape;
    untrack(() => asked.ask(next, !first && (options.keep ?? false)));
  });
  $effect(() => {
    const quiet = onChange((change) => asked.heard(change));
    return () => {
      quiet();
      asked.stop();
    };
  });
  return asked;
}
