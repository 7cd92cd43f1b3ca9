import { call } from '../ipc/call';
import type { DraftId, DraftPreview } from '../ipc/generated';

/**
 * How a draft looks on each account: counts, findings, cards. One reading at a time; what is asked meanwhile is answered
 * by one more after it.
 */
export class Looking {
  preview = $state.raw<DraftPreview | undefined>(undefined);

  /** Which draft is looked at; none: nothing is. */
  readonly #draft: () => DraftId | undefined;
  #reading = false;
  #again = false;

  constructor(draft: () => DraftId | undefined) {
    this.#draft = draft;
  }

  /** Reads what is saved. */
  async look(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    const id = this.#draft();
    if (id === undefined) return;
    this.#reading = true;
    const seen = await call('draft_preview', { draft: id }).catch(() => undefined);
    if (seen && this.#draft() === id) this.preview = seen;
    this.#reading = false;
    if (this.#again) {
      this.#again = false;
      await this.look();
    }
  }
}
