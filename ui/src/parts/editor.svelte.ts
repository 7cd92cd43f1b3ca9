import { untrack } from 'svelte';
import { call } from '../ipc/call';
import type { DeliveryView, Draft, DraftPreview, Video, Visibility } from '../ipc/generated';
import { CallProblem, toProblem } from '../ipc/problem';
import { words } from '../words';
import { keepLeft, leaving, type Left, saveAtClosing, takeLeft, tellLeft } from './left';
import { type Looked, Looking } from './looking.svelte';
import { addPicture, reshapePicture, type NotAdded, type Reshaping } from './pictures';
import { addVideo, isVideo, keepStill } from './videos';
import { Sheet } from './sheet.svelte';
import { bothOwn, bothWords, meet } from './versions';

/** What is typed is saved this long after the last key: on disk within half a second. */
const SAVE_MS = 350;
/** Where the keys do not rest, it is saved at least this often. */
const MOST_MS = 2000;
/** A save that failed is tried again by itself. */
const RETRY_MS = 5000;

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
export class Editor extends Sheet {
  draft = $state.raw<Draft | undefined>(undefined);
  /** Why it is not saved, or could not be looked at. */
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Another version was stored meanwhile; `stored` null: it was sent or deleted. Nothing is saved until it is settled. */
  conflict = $state.raw<{ stored: Draft | null } | undefined>(undefined);
  adding = $state(false);
  /** How much of a video is there already, in percent; none: no video is being added. */
  added = $state<number | null>(null);
  sending = $state(false);

  /** Its address in the app: where one comes back to what could not be saved. */
  readonly #place: string;
  /** Makes the draft as soon as there is something to save in it. */
  readonly #begin: (() => Promise<Draft>) | undefined;
  #typed = $state(0);
  #stored = $state(0);
  /** The revision that words were typed on which could not be saved when this place was left. */
  #leftRevision: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  #closed = false;
  /** When the oldest of what is not saved was typed. */
  #since: number | undefined;
  readonly #looking = new Looking(() => this.#current());

  constructor(place: string, begin?: () => Promise<Draft>) {
    super();
    this.#place = place;
    this.#begin = begin;
  }

  /** Typed or chosen, and not on disk yet. */
  get unsaved(): boolean {
    return this.#typed !== this.#stored;
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
    if (this.#begin) untrack(() => this.#resume(takeLeft(this.#place)));
    const closing = saveAtClosing(this);
    return () => {
      closing();
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
    this.show(draft);
    this.draft = draft;
    this.#stored = this.#typed;
    this.problem = undefined;
    this.conflict = undefined;
    this.#resume(takeLeft(this.#place));
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
    await this.#inTurn(() => this.#saveOnce());
    // Nothing can be looked at before there is a draft.
    if (this.draft && !this.looked) this.#looking.soon();
  }

  /**
   * Sends what is on screen. None: it could not be saved first, and `problem` or `conflict` says why.
   * @throws {CallProblem} when the program did not take it; the draft is safe.
   */
  async send(confirmed: boolean, overrule = false): Promise<DeliveryView[] | null> {
    this.sending = true;
    try {
      // A second time for what was chosen while the first was under way.
      await this.save();
      if (this.unsaved) await this.save();
      const draft = this.draft;
      if (!draft || this.unsaved) return null;
      const sent = await call(overrule ? 'outbox_send_private' : 'outbox_send', {
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
    this.added = null;
    void this.look();
    return not;
  }

  /**
   * Turns and cuts a picture; what was typed is saved first.
   * @throws {CallProblem} when it could not be done; the picture is unchanged.
   */
  async reshape(at: number, to: Reshaping): Promise<void> {
    await this.save();
    await this.#inTurn(async () => {
      const { draft } = this;
      const old = draft?.media[at]?.hash;
      if (!draft || this.conflict || old === undefined || this.media[at]?.hash !== old) {
        throw new CallProblem({ code: 'stale', message: words.pictures.moved });
      }
      this.draft = await reshapePicture(draft, at, to);
      const made = this.draft.media[at];
      // What was written about it meanwhile stays as it is here.
      this.media = this.media.map((picture, place) =>
        place === at && made
          ? {
              ...made,
              description: picture.description,
              decorative: picture.decorative,
              decorative_why: picture.decorative_why,
            }
          : picture,
      );
    });
    void this.look();
  }

  /** Changes what is known of a video, wherever it stands by now. */
  film(hash: string, change: Partial<Video>): void {
    this.media = this.media.map((one) =>
      one.hash === hash && one.video ? { ...one, video: { ...one.video, ...change } } : one,
    );
    this.touched();
  }

  async #addOnce(file: File): Promise<void> {
    const before = this.draft;
    // While two versions stand against each other, the program would put the picture into the other one.
    if (!before || this.conflict) return;
    const film = await isVideo(file);
    const { draft, added } = film
      ? await addVideo(before, file, (percent) => (this.added = percent))
      : await addPicture(before, file);
    this.added = null;
    this.draft = draft;
    if (!added) throw new CallProblem({ code: 'unusable_file', message: words.write.picturesFull });
    // What was typed or described meanwhile stays as it is here; only the new picture comes from the program. The same
    // picture twice is one picture: the next save says so.
    if (this.media.some((picture) => picture.hash === added.hash)) this.touched();
    else this.media = [...this.media, added];
    if (film && added.video && added.video.poster === null) {
      const poster = await keepStill(file);
      if (poster !== null) this.film(added.hash, { poster });
    }
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
      if (!this.draft && this.worded) await this.#beginOnce();
      const draft = this.draft;
      if (!draft) return;
      const typed = this.#typed;
      this.#isStored(await call('draft_save', { id: draft.id, revision: draft.revision, ...this.written }), typed);
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
  async #meet(problem: CallProblem): Promise<void> {
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
    await this.save();
    this.#closed = true;
    clearTimeout(this.#timer);
    const draft = this.draft;
    if (this.unsaved && (draft || this.worded)) {
      // Before there was a draft, who sees it is only known where it was chosen.
      const choseVisibility = this.choseVisibility || draft !== undefined;
      keepLeft(this.#place, { written: this.written, revision: draft?.revision ?? null, choseVisibility });
      tellLeft(this.#place, this.problem);
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
