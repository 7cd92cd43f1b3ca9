import { untrack } from 'svelte';
import { call } from '../ipc/call';
import type { Draft, DraftPreview, Visibility } from '../ipc/generated';
import { toProblem, type CallProblem } from '../ipc/problem';
import { keepLeft, leaving, type Left, saveAtClosing, takeLeft, tellLeft } from './left';
import { type Looked, Looking } from './looking.svelte';
import { Sheet } from './sheet.svelte';
import { bothOwn, bothWords, meet } from './versions';

/** What is typed is saved this long after the last key: on disk within half a second. */
const SAVE_MS = 350;
/** Where the keys do not rest, it is saved at least this often. */
const MOST_MS = 2000;
/** A save that failed is tried again by itself. */
const RETRY_MS = 5000;

/**
 * A draft that is kept: what is written on its sheet gets to the disk by itself, and two versions are never mixed.
 *
 * ```text
 * typed ──350 ms──▶ saving, one at a time ──▶ stored
 *                      │ failed: kept here, tried again, told
 *                      │ stale: kept here, and the person is asked (`conflict`)
 * left:   what is being sent is sent first; what is left then is saved; what could not be is kept for when the place is
 *         opened again (`left.ts`)
 * ```
 * What was typed leaves this object only when the program has said that it is stored.
 */
export abstract class Kept extends Sheet {
  draft = $state.raw<Draft | undefined>(undefined);
  /** Why it is not saved, or could not be looked at. */
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Another version was stored meanwhile; `stored` null: it was sent or deleted. Nothing is saved until it is settled. */
  conflict = $state.raw<{ stored: Draft | null } | undefined>(undefined);

  /** Its address in the app: where one comes back to what could not be saved. */
  readonly place: string;
  /** Makes the draft as soon as there is something to save in it. */
  readonly #begin: (() => Promise<Draft>) | undefined;
  #typed = $state(0);
  #stored = $state(0);
  /** The revision that words were typed on which could not be saved when this place was left. */
  #leftRevision: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  /** What was begun here and is done before it is let go. */
  #under: Promise<unknown> = Promise.resolve();
  /** Its page was left. */
  #left = false;
  /** Nothing is saved any more. */
  #closed = false;
  /** When the oldest of what is not saved was typed. */
  #since: number | undefined;
  readonly #looking = new Looking(() => this.#current());

  constructor(place: string, begin?: () => Promise<Draft>) {
    super();
    this.place = place;
    this.#begin = begin;
  }

  /** Typed or chosen, and not on disk yet. */
  get unsaved(): boolean {
    return this.#typed !== this.#stored;
  }

  /** Its page was left: what is to be told about it is told elsewhere. */
  get left(): boolean {
    return this.#left;
  }

  /** How it looks and counts; what checks say. Of what stood here a moment ago, saved or not. */
  get preview(): DraftPreview | undefined {
    return this.#looking.preview;
  }

  /** Whether `preview` is of what stands here now. */
  get looked(): boolean {
    return this.#looking.seen === this.#typed && !this.#looking.reading;
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
    if (this.#begin) untrack(() => this.#resume(takeLeft(this.place)));
    const closing = saveAtClosing(this);
    return () => {
      closing();
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      document.removeEventListener('visibilitychange', hidden);
      this.#left = true;
      leaving(this.draft?.id, this.#close());
    };
  }

  /** Takes up the draft that was begun here before. */
  async open(): Promise<void> {
    await this.inTurn(async () => {
      if (this.draft || this.#closed) return;
      await this.#beginOnce().catch((thrown: unknown) => this.#failed(toProblem(thrown)));
    });
    await this.look();
  }

  /** Takes a draft up. */
  take(draft: Draft): void {
    this.show(draft);
    this.draft = draft;
    this.#stored = this.#typed;
    this.problem = undefined;
    this.conflict = undefined;
    this.#resume(takeLeft(this.place));
    void this.look();
  }

  /** Something was typed or chosen: it is saved in a moment. */
  override touched(): void {
    this.#typed += 1;
    this.#looking.soon();
    this.#since ??= performance.now();
    this.#saveIn(Math.max(0, Math.min(SAVE_MS, this.#since + MOST_MS - performance.now())));
  }

  /** Chooses who sees it. Where there is a draft, it is saved at once. */
  override see(visibility: Visibility): void {
    super.see(visibility);
    if (this.draft && this.text === '' && this.versions.length === 0) this.touched();
  }

  /** Saves now; resolves when everything typed before is on disk, or when it is known why not. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    await this.inTurn(() => this.#saveOnce());
    // Nothing can be looked at before there is a draft.
    if (this.draft && !this.looked) this.#looking.soon();
  }

  /** Saves once nothing that was begun here is under way; resolves when that is done, or it is known why not. */
  async done(): Promise<void> {
    await this.#under;
    await this.save();
  }

  /** Does something that is waited for when the page is left or the window closed meanwhile. */
  protected async whole<T>(work: () => Promise<T>): Promise<T> {
    const doing = work();
    this.#under = Promise.allSettled([this.#under, doing]);
    return doing;
  }

  /** Forgets the draft: it was sent or deleted. */
  letGo(): void {
    clearTimeout(this.#timer);
    this.draft = undefined;
    this.#looking.forget();
    this.problem = undefined;
    this.conflict = undefined;
    this.#since = undefined;
    this.wipe();
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

  /** Reads counts, looks and findings of what stands here now, saved or not. */
  look(): Promise<void> {
    return this.#looking.look();
  }

  /** What is looked at: all that stands here. */
  #current(): Looked | undefined {
    const draft = this.draft;
    if (this.#closed || !draft) return undefined;
    return { save: { id: draft.id, revision: draft.revision, ...this.written }, typed: this.#typed };
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  /** One change of the draft at a time: each stands on the revision that the one before it made. */
  protected async inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    await turn;
  }

  async #saveOnce(): Promise<void> {
    if (!this.unsaved || this.conflict || this.#closed) return;
    try {
      // Words that were taken back before they were saved make no draft.
      if (!this.draft && this.worded) await this.#beginOnce();
      const draft = this.draft;
      if (!draft) return;
      const typed = this.#typed;
      this.#isStored(await call('draft_save', { id: draft.id, revision: draft.revision, ...this.written }), typed);
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (this.draft && (problem.code === 'stale' || problem.code === 'not_found')) await this.meetStored(problem);
      else this.#failed(problem);
    }
  }

  async #beginOnce(): Promise<void> {
    if (!this.#begin) return;
    const draft = await this.#begin();
    const typed = this.written;
    const left = this.#leftRevision;
    this.#leftRevision = null;
    this.show(draft);
    if (this.choseVisibility) this.visibility = typed.visibility;
    // Words left here are a version of the draft's own: which of the two stands is asked, not mixed.
    this.text = left === null ? bothWords(draft.text, typed.text) : typed.text;
    this.versions = left === null ? bothOwn(draft.versions, typed.versions) : typed.versions;
    this.thread = typed.thread.on ? typed.thread : draft.thread;
    this.poll = typed.poll ?? draft.poll;
    this.draft = left === null ? draft : { ...draft, revision: left };
  }

  #failed(problem: CallProblem): void {
    this.problem = problem;
    this.#since = performance.now();
    if (!this.#closed) this.#saveIn(RETRY_MS);
  }

  /** Finds out what is stored where a save was refused. */
  protected async meetStored(problem: CallProblem): Promise<void> {
    const draft = this.draft;
    if (!draft) return;
    try {
      const met = await meet(draft, () => this.written);
      if (met.kind === 'same') this.#isStored(met.stored, this.#typed);
      else this.conflict = { stored: met.kind === 'gone' ? null : met.stored };
      this.problem = undefined;
    } catch {
      this.#failed(problem);
    }
  }

  /** The program holds what was typed up to here. */
  #isStored(draft: Draft, typed: number): void {
    this.draft = draft;
    this.#stored = typed;
    this.#since = this.unsaved ? performance.now() : undefined;
    this.problem = undefined;
  }

  /** Goes on with what could not be saved when this place was left. */
  #resume(left: Left | undefined): void {
    if (!left) return;
    const { written, revision } = left;
    this.show(written);
    this.choseVisibility = left.choseVisibility;
    // Against the revision they were typed on: what was stored since is not written over without asking.
    if (this.draft && revision !== null) this.draft = { ...this.draft, revision };
    else this.#leftRevision = revision;
    this.touched();
  }

  /** Saves what is left and lets go. */
  async #close(): Promise<void> {
    await this.done();
    this.#closed = true;
    clearTimeout(this.#timer);
    const draft = this.draft;
    if (this.unsaved && (draft || this.worded)) {
      // Before there was a draft, who sees it is only known where it was chosen.
      const choseVisibility = this.choseVisibility || draft !== undefined;
      keepLeft(this.place, { written: this.written, revision: draft?.revision ?? null, choseVisibility });
      tellLeft(this.place, this.problem);
    } else if (draft && !this.unsaved && this.#isNothing(draft)) {
      // Nobody misses it; should it stay, it is in the list of drafts.
      await call('draft_delete', { draft: draft.id }).catch(() => undefined);
    }
  }

  /** Whether it is a draft that nobody wrote in, or an answer whose words were all taken back. */
  #isNothing(draft: Draft): boolean {
    const never = draft.created_at === draft.updated_at;
    const said = [draft.text, ...draft.versions.map((version) => version.text), ...(draft.poll?.options ?? [])];
    const blank = said.every((text) => text.trim() === '') && draft.media.length === 0;
    return blank && (never || this.#begin !== undefined);
  }
}
