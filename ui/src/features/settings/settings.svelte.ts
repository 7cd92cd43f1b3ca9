import { call } from '../../ipc/call';
import type { Settings } from '../../ipc/generated';
import { toProblem } from '../../ipc/problem';
import { query } from '../../ipc/query.svelte';
import { tellProblem } from '../../parts/act';
import { saveAtClosing } from '../../parts/left';

/** How long after the last key a text is saved. */
const PAUSE_MS = 600;

/**
 * The settings while they are changed. What was changed and is not saved yet lies over what the program holds, and only
 * what was changed is sent: a change made elsewhere meanwhile is neither lost nor undone. Saved one at a time, in the
 * order of the changes.
 */
export class SettingsEdit {
  readonly read = query('settings');
  #pending = $state.raw<Partial<Settings>>({});
  #saving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether everything is saved that was changed since the page is open; undefined: nothing was changed. */
  saved = $state<boolean | undefined>(undefined);

  constructor() {
    // A clean-up still sees the state of before; the last change is saved right after it.
    $effect(() => {
      const closing = saveAtClosing({ save: () => this.flush(), unsaved: false });
      return () => {
        closing();
        queueMicrotask(() => void this.flush());
      };
    });
  }

  get now(): Settings | undefined {
    return this.read.data && { ...this.read.data, ...this.#pending };
  }

  /** Changes something and saves it. */
  change(part: Partial<Settings>): void {
    this.#pending = { ...this.#pending, ...part };
    this.saved = false;
    void this.flush();
  }

  /** Changes something that is being typed; saved when the keys rest. */
  type(part: Partial<Settings>): void {
    this.#pending = { ...this.#pending, ...part };
    this.saved = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Saves now what is not saved yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving) return;
    this.#saving = true;
    while (Object.keys(this.#pending).length > 0) {
      const sent = this.#pending;
      try {
        this.read.data = await call('settings_save', sent);
      } catch (thrown) {
        // What was typed stays in view; the next change tries again.
        tellProblem(toProblem(thrown), () => void this.flush());
        this.#saving = false;
        return;
      }
      const rest = Object.entries(this.#pending).filter(([key, value]) => sent[key as keyof Settings] !== value);
      this.#pending = Object.fromEntries(rest);
    }
    this.#saving = false;
    this.saved = true;
  }
}
