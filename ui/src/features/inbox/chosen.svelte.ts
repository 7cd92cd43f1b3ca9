import type { ConversationId } from '../../ipc/generated';

/** Which conversations of the list are chosen, to do one thing to all of them. */
export class Chosen {
  ids = $state.raw<ReadonlySet<ConversationId>>(new Set());
  #last: ConversationId | null = null;

  /** Chooses one, or takes it out. */
  flip(id: ConversationId): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.ids = ids;
    this.#last = id;
  }

  /** Chooses all from the one chosen last to this one. */
  reach(id: ConversationId, listed: readonly { id: ConversationId }[]): void {
    const from = listed.findIndex((one) => one.id === this.#last);
    const to = listed.findIndex((one) => one.id === id);
    if (from < 0 || to < 0) {
      this.flip(id);
      return;
    }
    const between = listed.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.ids = new Set([...this.ids, ...between.map((one) => one.id)]);
  }

  none(): void {
    this.ids = new Set();
    this.#last = null;
  }
}
