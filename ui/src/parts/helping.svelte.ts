import { call } from '../ipc/call';
import type { DeliveryView, Timestamp, When } from '../ipc/generated';
import { act } from './act';
import { router } from './router.svelte';

/** What a person does about one delivery: one thing at a time, and told how it went. */
export class Helping {
  /** What is under way. */
  busy = $state<string | null>(null);
  /** It is asked when it shall go out. */
  moving = $state(false);
  readonly #delivery: () => DeliveryView;

  constructor(delivery: () => DeliveryView) {
    this.#delivery = delivery;
  }

  /** Names the delivery to the program. */
  get input(): { delivery: number } {
    return { delivery: this.#delivery().id };
  }

  async run<T>(which: string, what: () => Promise<T>, done?: string): Promise<T | null> {
    this.busy = which;
    const given = await act(what, { done });
    this.busy = null;
    return given;
  }

  async move(when: When, neverAfter: Timestamp | null, done: string): Promise<void> {
    if (when.kind !== 'at') return;
    const to = { ...this.input, at: when.at, never_after: neverAfter };
    if ((await this.run('move', () => call('delivery_move', to), done)) !== null) this.moving = false;
  }

  async takeBack(): Promise<void> {
    const draft = await this.run('draft', () => call('draft_take_back', { draft: this.#delivery().draft }));
    if (draft) router.go('write', draft.id);
  }
}
