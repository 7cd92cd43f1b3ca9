import { untrack } from 'svelte';
import { call } from '../ipc/call';
import type {
  AccountId,
  DeliveryView,
  Draft,
  DraftMedia,
  DraftPreview,
  DraftSave,
  Timestamp,
  Visibility,
  When,
} from '../ipc/generated';
import { CallProblem, toProblem } from '../ipc/problem';
import { base64 } from '../lib/base64';
import { words } from '../words';
import { keepLeft, leaving, type Left, takeLeft, tellLeft } from './left';

/** What is typed is on disk at most this long after the last key. */
const SAVE_MS = 350;
/** A save that failed is tried again by itself. */
const RETRY_MS = 5000;
/** Larger files are refused before they are read: the program takes none of this size. */
const LARGEST_FILE = 40 * 1024 * 1024;

/** What the person writes; all of it is saved together. */
export type Written = Omit<DraftSave, 'id' | 'revision'>;

/** A file that could not be added as a picture, and why. */
export interface NotAdded {
  file: File;
  problem: CallProblem;
}

/**
 * One draft being written.
 *
 * ```text
 * typed ──350 ms──▶ saving, one at a time ──▶ stored
 *                      │ failed: kept here, tried again, told
 *                      │ stale: kept here, and the person is asked (`conflict`)
 * closed: what is left is saved; what could not be is kept for when the place is opened again (`left.ts`)
 * ```
 * What was typed leaves this object only when the program has said that it is stored.
 */
export class Editor {
  draft = $state.raw<Draft | undefined>(undefined);
  text = $state('');
  contentWarning = $state('');
  language = $state('');
  visibility = $state<Visibility>('public');
  targets = $state.raw<AccountId[]>([]);
  media = $state.raw<DraftMedia[]>([]);
  when = $state.raw<When>({ kind: 'now' });
  neverAfter = $state.raw<Timestamp | null>(null);
  preview = $state.raw<DraftPreview | undefined>(undefined);
  /** Why it is not saved, or could not be looked at. */
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Another version was stored meanwhile; `stored` null: it was sent or deleted. Nothing is saved until it is settled. */
  conflict = $state.raw<{ stored: Draft | null } | undefined>(undefined);
  adding = $state(false);
  sending = $state(false);

  /** Its address in the app: where one comes back to what could not be saved. */
  readonly #place: string;
  /** Makes the draft as soon as there is something to save in it. */
  readonly #begin: (() => Promise<Draft>) | undefined;
  #typed = $state(0);
  #stored = $state(0);
  #choseVisibility = false;
  /** The revision that words were typed on which could not be saved when this place was left. */
  #leftRevision: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  #closed = false;
  #looking = false;
  #lookAgain = false;

  constructor(place: string, begin?: () => Promise<Draft>) {
    this.#place = place;
    this.#begin = begin;
  }

  /** Typed or chosen, and not on disk yet. */
  get unsaved(): boolean {
    return this.#typed !== this.#stored;
  }

  /** What stands here now. */
  get written(): Written {
    return {
      text: this.text,
      language: this.language,
      content_warning: this.contentWarning,
      visibility: this.visibility,
      targets: this.targets,
      media: this.media,
      when: this.when,
      never_after: this.neverAfter,
    };
  }

  /** Begins to keep what is written; what it returns saves the rest and lets go. */
  start(): () => void {
    // The window may be closed or the computer put to sleep before the next save is due.
    const flush = (): void => void this.save();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    document.addEventListener('visibilitychange', hidden);
    if (this.#begin) untrack(() => this.#resume(takeLeft(this.#place)));
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      document.removeEventListener('visibilitychange', hidden);
      leaving(this.#close());
    };
  }

  /** Takes up the draft that was begun here before. */
  async open(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.draft || this.#closed) return;
      await this.#beginOnce().catch((thrown: unknown) => this.#failed(toProblem(thrown)));
    });
    await this.look();
  }

  /** Takes a draft up. */
  take(draft: Draft): void {
    this.#show(draft);
    this.draft = draft;
    this.#stored = this.#typed;
    this.problem = undefined;
    this.conflict = undefined;
    this.#resume(takeLeft(this.#place));
    void this.look();
  }

  /** Something was typed or chosen: it is saved in a moment. */
  touched(): void {
    this.#typed += 1;
    this.#saveIn(SAVE_MS);
  }

  /** Chooses who sees it. It alone makes no draft: it is saved with the first words. */
  see(visibility: Visibility): void {
    this.visibility = visibility;
    this.#choseVisibility = true;
    if (this.draft || this.text !== '') this.touched();
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

  /** Saves now; resolves when everything typed before is on disk, or when it is known why not. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const before = this.draft?.revision;
    await this.#inTurn(() => this.#saveOnce());
    if (this.draft?.revision !== before) void this.look();
  }

  /**
   * Sends what is on screen. None: it could not be saved first, and `problem` or `conflict` says why.
   * @throws {CallProblem} when the program did not take it; the draft is safe.
   */
  async send(confirmed: boolean): Promise<DeliveryView[] | null> {
    this.sending = true;
    try {
      // A second time for what was chosen while the first was under way.
      await this.save();
      if (this.unsaved) await this.save();
      const draft = this.draft;
      if (!draft || this.unsaved) return null;
      const sent = await call('outbox_send', {
        draft: draft.id,
        revision: draft.revision,
        confirm_personal: confirmed,
      });
      this.letGo();
      return sent;
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (problem.code === 'stale') await this.#meet(problem);
      if (this.conflict) return null;
      throw problem;
    } finally {
      this.sending = false;
    }
  }

  /** Forgets the draft: it was sent or deleted. */
  letGo(): void {
    clearTimeout(this.#timer);
    this.draft = undefined;
    this.preview = undefined;
    this.problem = undefined;
    this.conflict = undefined;
    this.#choseVisibility = false;
    this.text = '';
    this.contentWarning = '';
    this.media = [];
    this.#stored = this.#typed;
  }

  /** Settles a conflict: what stands here is kept, over what is stored, or in a new draft where it was sent or deleted. */
  async keepMine(): Promise<void> {
    const { conflict, draft } = this;
    if (!conflict) return;
    this.conflict = undefined;
    this.problem = undefined;
    this.draft = conflict.stored ?? undefined;
    if (!conflict.stored && !this.#begin) {
      try {
        this.draft = await call('draft_new', {
          text: this.text,
          shares: draft?.shares ?? null,
          answers: draft?.answers ?? null,
        });
      } catch (thrown) {
        this.draft = draft;
        this.conflict = conflict;
        this.problem = toProblem(thrown);
        return;
      }
    }
    this.touched();
    await this.save();
  }

  /** Settles a conflict: what is stored is shown instead. */
  takeStored(): void {
    if (this.conflict?.stored) this.take(this.conflict.stored);
    else this.letGo();
  }

  /** Reads counts, looks and findings of what is saved. */
  async look(): Promise<void> {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    const id = this.draft?.id;
    if (id === undefined || this.#closed) return;
    this.#looking = true;
    const seen = await call('draft_preview', { draft: id }).catch(() => undefined);
    if (seen && this.draft?.id === id) this.preview = seen;
    this.#looking = false;
    if (this.#lookAgain) {
      this.#lookAgain = false;
      await this.look();
    }
  }

  /** Adds pictures one after another; answers those that could not be added. The others stay. */
  async add(files: Iterable<File>): Promise<NotAdded[]> {
    const not: NotAdded[] = [];
    this.adding = true;
    await this.save();
    for (const file of files) {
      try {
        await this.#inTurn(() => this.#addOnce(file));
      } catch (thrown) {
        not.push({ file, problem: toProblem(thrown) });
      }
    }
    this.adding = false;
    void this.look();
    return not;
  }

  async #addOnce(file: File): Promise<void> {
    const before = this.draft;
    // While two versions stand against each other, the program would put the picture into the other one.
    if (!before || this.conflict) return;
    if (file.size > LARGEST_FILE) {
      throw new CallProblem({ code: 'unusable_file', message: words.write.tooLarge(file.name) });
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const draft: Draft = await call('picture_add', { draft: before.id, name: file.name, base64: base64(bytes) });
    this.draft = draft;
    const added = draft.media[before.media.length];
    if (!added) throw new CallProblem({ code: 'unusable_file', message: words.write.picturesFull });
    // What was typed or described meanwhile stays as it is here; only the new picture comes from the program. The same
    // picture twice is one picture: the next save says so.
    if (this.media.some((picture) => picture.hash === added.hash)) this.touched();
    else this.media = [...this.media, added];
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  /** One change of the draft at a time: each stands on the revision that the one before it made. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    await turn;
  }

  async #saveOnce(): Promise<void> {
    if (!this.unsaved || this.conflict || this.#closed) return;
    try {
      // Words that were taken back before they were saved make no draft.
      if (!this.draft && this.text.trim() !== '') await this.#beginOnce();
      const draft = this.draft;
      if (!draft) return;
      const typed = this.#typed;
      this.draft = await call('draft_save', { id: draft.id, revision: draft.revision, ...this.written });
      this.#stored = typed;
      this.problem = undefined;
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (this.draft && (problem.code === 'stale' || problem.code === 'not_found')) await this.#meet(problem);
      else this.#failed(problem);
    }
  }

  async #beginOnce(): Promise<void> {
    if (!this.#begin) return;
    const draft = await this.#begin();
    const typed = this.written;
    const left = this.#leftRevision;
    this.#leftRevision = null;
    this.#show(draft);
    if (this.#choseVisibility) this.visibility = typed.visibility;
    // One that was begun before comes back with its words: both are kept, or asked about where these are a version of those.
    const both = left === null && draft.text !== '' && !typed.text.includes(draft.text);
    this.text = both ? [draft.text, typed.text].filter((text) => text !== '').join('\n') : typed.text;
    this.draft = left === null ? draft : { ...draft, revision: left };
  }

  #failed(problem: CallProblem): void {
    this.problem = problem;
    if (!this.#closed) this.#saveIn(RETRY_MS);
  }

  /** Finds out what is stored where a save was refused. */
  async #meet(problem: CallProblem): Promise<void> {
    const draft = this.draft;
    if (!draft) return;
    try {
      const stored = await call('draft', { draft: draft.id });
      if (stored.queued_at === null && same(stored, this.written)) {
        // It is what stands here: the answer to a save was lost.
        this.draft = stored;
        this.#stored = this.#typed;
        return;
      }
      this.conflict = { stored: stored.queued_at === null ? stored : null };
      this.problem = undefined;
    } catch (thrown) {
      const met = toProblem(thrown);
      if (met.code !== 'not_found') {
        this.#failed(problem);
        return;
      }
      this.conflict = { stored: null };
      this.problem = undefined;
    }
  }

  #show(draft: Draft): void {
    this.text = draft.text;
    this.contentWarning = draft.content_warning;
    this.language = draft.language;
    this.visibility = draft.visibility;
    this.targets = draft.targets;
    this.media = draft.media;
    this.when = draft.when;
    this.neverAfter = draft.never_after;
  }

  /** Goes on with what could not be saved when this place was left. */
  #resume(left: Left | undefined): void {
    if (!left) return;
    const { written, revision } = left;
    this.text = written.text;
    this.contentWarning = written.content_warning;
    this.language = written.language;
    this.visibility = written.visibility;
    this.targets = written.targets;
    this.media = written.media;
    this.when = written.when;
    this.neverAfter = written.never_after;
    // Against the revision they were typed on: what was stored since is not written over without asking.
    if (this.draft && revision !== null) this.draft = { ...this.draft, revision };
    else this.#leftRevision = revision;
    this.touched();
  }

  /** Saves what is left and lets go. */
  async #close(): Promise<void> {
    await this.save();
    this.#closed = true;
    clearTimeout(this.#timer);
    const draft = this.draft;
    if (this.unsaved && (draft || this.text.trim() !== '')) {
      keepLeft(this.#place, { written: this.written, revision: draft?.revision ?? null });
      tellLeft(this.#place, this.problem);
    } else if (draft && !this.unsaved && this.#isNothing(draft)) {
      // Nobody misses it; should it stay, it is in the list of drafts.
      await call('draft_delete', { draft: draft.id }).catch(() => undefined);
    }
  }

  /** Whether it is a draft that nobody wrote in, or an answer whose words were all taken back. */
  #isNothing(draft: Draft): boolean {
    const never = draft.created_at === draft.updated_at;
    const blank = draft.text.trim() === '' && draft.media.length === 0;
    return blank && (never || this.#begin !== undefined);
  }
}

function same(a: Written, b: Written): boolean {
  const shape = ({ text, language, content_warning, visibility, targets, media, when, never_after }: Written): string =>
    JSON.stringify([text, language, content_warning, visibility, targets, media, when, never_after]);
  return shape(a) === shape(b);
}
