import { call } from '../ipc/call';
import type { DraftPreview, DraftSave } from '../ipc/generated';

/** What is looked at, and how much had been typed by then. */
export interface Looked {
  save: DraftSave;
  typed: number;
}

/**
 * How a draft looks on each account, as it stands on the screen: counts, findings, cards. One reading at a time; what is
 * asked meanwhile is answered by one more after it, of what stands there then.
 */
export class Looking {
  preview = $state.raw<DraftPreview | undefined>(undefined);
  /** How much had been typed when what stands in `preview` was read. */
  seen = $state(-1);
  /** Something is being read: what stands in `preview` may be of before. */
  reading = $state(false);

  /** What stands on the screen; none: nothing is looked at. */
  readonly #now: () => Looked | undefined;
  #again = false;
  #waiting = false;
  #run: Promise<void> = Promise.resolve();

  constructor(now: () => Looked | undefined) {
    this.#now = now;
  }

  /** Reads once the keys of this frame are through. */
  soon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    // A window that is not shown has no frames.
    const frame = document.visibilityState === 'hidden' ? setTimeout : requestAnimationFrame;
    frame(() => {
      this.#waiting = false;
      void this.look();
    });
  }

  /** Reads what stands there; resolves when that was read. */
  look(): Promise<void> {
    if (this.reading) this.#again = true;
    else this.#run = this.#read();
    return this.#run;
  }

  /** Nothing is looked at any more. */
  forget(): void {
    this.preview = undefined;
    this.seen = -1;
  }

  async #read(): Promise<void> {
    this.reading = true;
    do {
      this.#again = false;
      const now = this.#now();
      if (!now) break;
      const preview = await call('draft_look', now.save).catch(() => undefined);
      if (preview && this.#now()?.save.id === now.save.id) {
        this.preview = preview;
        this.seen = now.typed;
      }
    } while (this.#again);
    this.reading = false;
  }
}
