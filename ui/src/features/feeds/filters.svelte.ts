import type { FeedQuery } from '../../ipc/generated';

const TYPING_MS = 250;

/** What is left out of the feed on screen. Forgotten when the page closes: a filter nobody remembers hides things. */
export class Filters {
  boosts = $state(true);
  replies = $state(true);
  onlyMedia = $state(false);
  #typed = $state('');
  #words = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  get typed(): string {
    return this.#typed;
  }

  /** Searched a moment after the last key. */
  set typed(text: string) {
    this.#typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#words = text.trim()), TYPING_MS);
  }

  get on(): boolean {
    return this.#words !== '' || !this.boosts || !this.replies || this.onlyMedia;
  }

  get query(): Pick<FeedQuery, 'words' | 'hide_boosts' | 'hide_replies' | 'only_media'> {
    return { words: this.#words, hide_boosts: !this.boosts, hide_replies: !this.replies, only_media: this.onlyMedia };
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#typed = '';
    this.#words = '';
    this.boosts = true;
    this.replies = true;
    this.onlyMedia = false;
  }
}
