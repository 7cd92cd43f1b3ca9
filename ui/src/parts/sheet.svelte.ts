import type {
  AccountId,
  DraftMedia,
  DraftSave,
  DraftVersion,
  Poll,
  Threading,
  Timestamp,
  Visibility,
  When,
} from '../ipc/generated';

/** What the person writes; all of it is saved together. */
export type Written = Omit<DraftSave, 'id' | 'revision'>;

const unthreaded: Threading = { on: false, numbered: true };

/** The sheet that is written on: what stands there now, and each way of changing it. It knows nothing of saving. */
export abstract class Sheet {
  /** The common text. */
  text = $state('');
  /** What accounts say instead of it. */
  versions = $state.raw<DraftVersion[]>([]);
  thread = $state.raw<Threading>(unthreaded);
  poll = $state.raw<Poll | null>(null);
  contentWarning = $state('');
  language = $state('');
  visibility = $state<Visibility>('public');
  targets = $state.raw<AccountId[]>([]);
  media = $state.raw<DraftMedia[]>([]);
  when = $state.raw<When>({ kind: 'now' });
  neverAfter = $state.raw<Timestamp | null>(null);
  /** Who sees it was chosen here: it stands even where a draft comes that says otherwise. */
  choseVisibility = $state(false);
  #facing = $state<AccountId | null>(null);

  /** Something was typed or chosen. */
  abstract touched(): void;

  /** What stands here now. */
  get written(): Written {
    return {
      text: this.text,
      versions: this.versions,
      thread: this.thread,
      poll: this.poll,
      language: this.language,
      content_warning: this.contentWarning,
      visibility: this.visibility,
      targets: this.targets,
      media: this.media,
      when: this.when,
      never_after: this.neverAfter,
    };
  }

  /** Whose text is in front; null: the common one. */
  get facing(): AccountId | null {
    return this.#facing !== null && this.targets.includes(this.#facing) ? this.#facing : null;
  }

  /** Puts the text of an account in front, or the common one. */
  face(account: AccountId | null): void {
    this.#facing = account;
  }

  /** Whether an account has a version of its own. */
  has(account: AccountId): boolean {
    return this.versions.some((version) => version.account === account);
  }

  /** What an account says: its version, or the common text. */
  textOn(account: AccountId | null): string {
    return this.versions.find((version) => version.account === account)?.text ?? this.text;
  }

  /** Changes what an account says, or the common text. What is the same as the common text is no version. */
  put(account: AccountId | null, text: string): void {
    if (account === null) {
      this.text = text;
      return;
    }
    const others = this.versions.filter((version) => version.account !== account);
    this.versions = text === this.text ? others : [...others, { account, text }];
  }

  /** Lets an account say the common text again; answers what it said until now. */
  inherit(account: AccountId): string {
    const said = this.textOn(account);
    this.put(account, this.text);
    this.touched();
    return said;
  }

  /** The text that is in front. */
  get shown(): string {
    return this.textOn(this.facing);
  }

  set shown(text: string) {
    this.put(this.facing, text);
  }

  /** Whether something is said anywhere. */
  get worded(): boolean {
    return this.text.trim() !== '' || this.versions.some((version) => version.text.trim() !== '');
  }

  /** Makes a thread of what is too long, or not; with numbers or without. */
  threaded(change: Partial<Threading>): void {
    this.thread = { ...this.thread, ...change };
    this.touched();
  }

  /** Asks something, or takes the question out. */
  asks(poll: Poll | null): void {
    this.poll = poll;
    this.touched();
  }

  /** Chooses who sees it. It alone is nothing to save: it goes with the first words. */
  see(visibility: Visibility): void {
    this.visibility = visibility;
    this.choseVisibility = true;
    if (this.text !== '' || this.versions.length > 0) this.touched();
  }

  /** Chooses when it goes out, and the moment it must not go out after. */
  plan(when: When, neverAfter: Timestamp | null): void {
    this.when = when;
    this.neverAfter = neverAfter;
    this.touched();
  }

  /** Switches an account on or off. */
  aim(account: AccountId): void {
    this.targets = this.targets.includes(account)
      ? this.targets.filter((target) => target !== account)
      : [...this.targets, account];
    this.touched();
  }

  /** Changes one picture's words. */
  describe(at: number, change: Partial<Pick<DraftMedia, 'description' | 'decorative' | 'decorative_why'>>): void {
    this.media = this.media.map((picture, index) => (index === at ? { ...picture, ...change } : picture));
    this.touched();
  }

  /** Takes a picture out. */
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

  /** Puts this on the sheet, instead of what stands there. */
  protected show(written: Written): void {
    this.text = written.text;
    this.versions = written.versions;
    this.thread = written.thread;
    this.poll = written.poll;
    this.contentWarning = written.content_warning;
    this.language = written.language;
    this.visibility = written.visibility;
    this.targets = written.targets;
    this.media = written.media;
    this.when = written.when;
    this.neverAfter = written.never_after;
  }

  /** Takes the words and pictures off the sheet; whom it goes to stays. */
  protected wipe(): void {
    this.text = '';
    this.versions = [];
    this.thread = unthreaded;
    this.poll = null;
    this.#facing = null;
    this.contentWarning = '';
    this.media = [];
    this.when = { kind: 'now' };
    this.neverAfter = null;
    this.choseVisibility = false;
  }
}
