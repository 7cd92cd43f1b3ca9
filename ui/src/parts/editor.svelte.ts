import { call } from '../ipc/call';
import type { DeliveryView, DraftMedia, Video } from '../ipc/generated';
import { CallProblem, toProblem } from '../ipc/problem';
import { words } from '../words';
import { Kept } from './kept.svelte';
import { goesOut } from './left';
import { type Bringing, bringPicture, reshapePicture, type NotAdded, type Reshaping } from './pictures';
import { bringVideo, isVideo, keepStill } from './videos';

/** One draft being written: kept by itself (`Kept`), filled with pictures and videos, sent. */
export class Editor extends Kept {
  /** Files are being added. */
  adding = $state(false);
  /** How much of a video is there already, in percent; none: no video is being added. */
  added = $state<number | null>(null);
  sending = $state(false);
  #stop = new AbortController();

  /** A check says stop, as far as it was looked at. */
  get stopped(): boolean {
    const all = [...(this.preview?.findings ?? []), ...(this.preview?.targets ?? []).flatMap((one) => one.findings)];
    return all.some((finding) => finding.level === 'stop');
  }

  /**
   * Sends what is on screen, whether its page is left meanwhile or not. None: it could not be saved first, and `problem` or
   * `conflict` says why, or it is `stopped`.
   * @throws {CallProblem} when the program did not take it; the draft is safe.
   */
  async send(confirmed: boolean, overrule = false): Promise<DeliveryView[] | null> {
    this.sending = true;
    try {
      return await goesOut(this.whole(() => this.#sendOnce(confirmed, overrule)));
    } finally {
      this.sending = false;
    }
  }

  /** Adds files one after another; answers those that could not be added. The others stay. */
  add(files: Iterable<File>): Promise<NotAdded[]> {
    return this.whole(() => this.#addAll(files));
  }

  /** Adds no more files; what is being added is not kept. */
  stopAdding(): void {
    this.#stop.abort(new CallProblem({ code: 'cancelled', message: words.write.addingStopped }));
  }

  override letGo(): void {
    this.stopAdding();
    super.letGo();
  }

  /**
   * Turns and cuts a picture; what was typed is saved first.
   * @throws {CallProblem} when it could not be done; the picture is unchanged.
   */
  async reshape(at: number, to: Reshaping): Promise<void> {
    await this.save();
    await this.inTurn(async () => {
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

  async #sendOnce(confirmed: boolean, overrule: boolean): Promise<DeliveryView[] | null> {
    try {
      await this.save();
      // What was mended a moment ago counts: the checks look again before they say no.
      if (this.stopped && !overrule) await this.look();
      if (this.stopped && !overrule) return null;
      // A second time for what was chosen while the first was under way.
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
      if (problem.code === 'stale') await this.meetStored(problem);
      if (this.conflict) return null;
      throw problem;
    }
  }

  async #addAll(files: Iterable<File>): Promise<NotAdded[]> {
    const not: NotAdded[] = [];
    const stop = new AbortController();
    this.#stop = stop;
    this.adding = true;
    await this.save();
    for (const file of files) {
      try {
        await this.#addOnce(file, stop.signal);
      } catch (thrown) {
        not.push({ file, problem: toProblem(thrown) });
      }
    }
    this.adding = false;
    void this.look();
    return not;
  }

  /** The file is brought in beside what is typed, which is saved meanwhile; only its place in the draft waits its turn. */
  async #addOnce(file: File, stop: AbortSignal): Promise<void> {
    const film = await isVideo(file);
    const added = await this.#bring(film, file, stop);
    // What does not say how it is encoded cannot be played: no player is started for it.
    if (!film || added?.video?.poster !== null || added.video.codec === null) return;
    const poster = await keepStill(file);
    if (poster !== null) this.film(added.hash, { poster });
  }

  async #bring(film: boolean, file: File, stop: AbortSignal): Promise<DraftMedia | undefined> {
    const before = this.draft;
    if (!before) return undefined;
    let bringing: Bringing | undefined;
    try {
      bringing = film
        ? await bringVideo(before.id, file, stop, (percent) => (this.added = percent))
        : await bringPicture(before.id, file);
      const { into } = bringing;
      let added: DraftMedia | undefined;
      await this.inTurn(async () => {
        added = await this.#put(into, stop);
      });
      return added;
    } catch (thrown) {
      await bringing?.drop();
      throw thrown;
    } finally {
      this.added = null;
    }
  }

  async #put(into: Bringing['into'], stop: AbortSignal): Promise<DraftMedia> {
    stop.throwIfAborted();
    const { draft } = this;
    // While two versions stand against each other, the program would put the picture into the other one.
    if (!draft || this.conflict) throw new CallProblem({ code: 'stale', message: words.write.addAfter });
    const now = await into();
    const added = now.media[draft.media.length];
    this.draft = now;
    if (!added) throw new CallProblem({ code: 'unusable_file', message: words.write.picturesFull });
    // What was typed or described meanwhile stays as it is here; only the new picture comes from the program. The same
    // picture twice is one picture: the next save says so.
    if (this.media.some((picture) => picture.hash === added.hash)) this.touched();
    else this.media = [...this.media, added];
    return added;
  }
}
