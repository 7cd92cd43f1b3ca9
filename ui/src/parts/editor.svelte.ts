import { call } from '../ipc/call';
import type { AccountId, Draft, DraftMedia, DraftPreview, Visibility } from '../ipc/generated';
import { toProblem, type CallProblem } from '../ipc/problem';
import { base64 } from '../lib/base64';

/** What is typed is on disk at most this long after the last key. */
const SAVE_MS = 350;

/**
 * One draft being written. What is typed is kept here only until it is saved, one save at a time; the program then says
 * how it counts and looks.
 */
export class Editor {
  draft = $state.raw<Draft | undefined>(undefined);
  text = $state('');
  contentWarning = $state('');
  language = $state('');
  visibility = $state<Visibility>('public');
  targets = $state.raw<AccountId[]>([]);
  media = $state.raw<DraftMedia[]>([]);
  preview = $state.raw<DraftPreview | undefined>(undefined);
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Typed and not on disk yet. */
  unsaved = $state(false);
  adding = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  /** Takes a draft up. */
  take(draft: Draft): void {
    this.draft = draft;
    this.text = draft.text;
    this.contentWarning = draft.content_warning;
    this.language = draft.language;
    this.visibility = draft.visibility;
    this.targets = draft.targets;
    this.media = draft.media;
    this.unsaved = false;
    this.problem = undefined;
    void this.look();
  }

  /** Something was typed or chosen: it is saved in a moment. */
  touched(): void {
    this.unsaved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_MS);
  }

  /** Switches an account on or off. */
  aim(account: AccountId): void {
    this.targets = this.targets.includes(account)
      ? this.targets.filter((target) => target !== account)
      : [...this.targets, account];
    this.touched();
  }

  /** Changes one picture's words. */
  describe(at: number, change: Partial<Pick<DraftMedia, 'description' | 'decorative'>>): void {
    this.media = this.media.map((picture, index) => (index === at ? { ...picture, ...change } : picture));
    this.touched();
  }

  /** Takes a picture out of the draft. */
  drop(at: number): void {
    this.media = this.media.filter((_, index) => index !== at);
    this.touched();
  }

  /** Puts a picture one place earlier. */
  earlier(at: number): void {
    const picture = this.media[at];
    if (!picture || at === 0) return;
    const rest = this.media.filter((_, index) => index !== at);
    this.media = [...rest.slice(0, at - 1), picture, ...rest.slice(at - 1)];
    this.touched();
  }

  /** Saves now; resolves when everything typed so far is on disk, or when the problem is known. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#inTurn(() => this.#saveOnce());
    await this.look();
  }

  /** One change of the draft at a time: each stands on the revision that the one before it made. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    await turn;
  }

  async #saveOnce(): Promise<void> {
    const draft = this.draft;
    if (!draft || !this.unsaved || this.#closed) return;
    this.unsaved = false;
    try {
      this.draft = await call('draft_save', {
        id: draft.id,
        revision: draft.revision,
        text: this.text,
        language: this.language,
        content_warning: this.contentWarning,
        visibility: this.visibility,
        targets: this.targets,
        media: this.media,
      });
      this.problem = undefined;
    } catch (thrown) {
      // Still typed here: the next key tries again.
      this.unsaved = true;
      this.problem = toProblem(thrown);
    }
  }

  /** Reads counts, looks and findings of what is saved. */
  async look(): Promise<void> {
    if (!this.draft || this.#closed) return;
    const id = this.draft.id;
    const seen = await call('draft_preview', { draft: id }).catch(() => undefined);
    if (seen && this.draft?.id === id) this.preview = seen;
  }

  /** Adds pictures one after another. Each problem is thrown to be told; the pictures before it stay. */
  async add(files: Iterable<File>): Promise<void> {
    this.adding = true;
    try {
      await this.save();
      for (const file of files) await this.#inTurn(() => this.#addOnce(file));
    } finally {
      this.adding = false;
    }
    await this.look();
  }

  async #addOnce(file: File): Promise<void> {
    const before = this.draft;
    if (!before) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const draft: Draft = await call('picture_add', { draft: before.id, name: file.name, base64: base64(bytes) });
    // What was typed or described meanwhile stays as it is here; only the new picture comes from the program.
    const known = new Set(before.media.map((picture) => picture.hash));
    this.draft = draft;
    this.media = [...this.media, ...draft.media.filter((picture) => !known.has(picture.hash))];
  }

  /** Saves what is left and lets go. */
  async close(): Promise<void> {
    await this.save();
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
