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
  /** Something is being read: what stands in `preview` may be of before. */
  reading = $state(false);
  #again = false;
  #run: Promise<void> = Promise.resolve();

  constructor(draft: () => DraftId | undefined) {
    this.#draft = draft;
  }

  /** Reads what is saved; resolves when that was read. */
  look(): Promise<void> {
    if (this.reading) this.#again = true;
    else this.#run = this.#read();
    return this.#run;
  }

  async #read(): Promise<void> {
    this.reading = true;
    do {
      this.#again = false;
      const id = this.#draft();
      if (id === undefined) break;
      const seen = await call('draft_preview', { draft: id }).catch(() => undefined);
      if (seen && this.#draft() === id) this.preview = seen;
    } while (this.#again);
    this.reading = false;
  }
}
