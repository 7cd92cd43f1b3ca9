import type { AccountId, DraftMedia, DraftSave, Timestamp, Visibility, When } from '../ipc/generated';

/** What the person writes; all of it is saved together. */
export type Written = Omit<DraftSave, 'id' | 'revision'>;

/** The sheet that is written on: what stands there now, and each way of changing it. It knows nothing of saving. */
export abstract class Sheet {
  text = $state('');
  contentWarning = $state('');
  language = $state('');
  visibility = $state<Visibility>('public');
  targets = $state.raw<AccountId[]>([]);
  media = $state.raw<DraftMedia[]>([]);
  when = $state.raw<When>({ kind: 'now' });
  neverAfter = $state.raw<Timestamp | null>(null);
  /** Who sees it was chosen here: it stands even where a draft comes that says otherwise. */
  choseVisibility = $state(false);

  /** Something was typed or chosen. */
  abstract touched(): void;

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

  /** Chooses who sees it. It alone is nothing to save: it goes with the first words. */
  see(visibility: Visibility): void {
    this.visibility = visibility;
    this.choseVisibility = true;
    if (this.text !== '') this.touched();
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
    this.contentWarning = '';
    this.media = [];
    this.when = { kind: 'now' };
    this.neverAfter = null;
    this.choseVisibility = false;
  }
}
