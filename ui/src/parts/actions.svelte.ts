import type { Icon } from '../kit/icon';

/** Something that can be done here: by its keys, from the palette, and listed in the map of keys. */
export interface Action {
  /** Stable and unique while it is there. */
  id: string;
  /** What it does, beginning with a verb. */
  label: string;
  /** The heading it stands under in the map of keys. */
  group: string;
  /** `j`, `g i`, `Ctrl+k`, `Enter`. None: only in the palette. */
  keys?: string;
  icon?: Icon;
  /** Left out of the palette: it makes sense only where one already is (the next row). */
  keysOnly?: boolean;
  /** Works while one is typing, too. Only for keys with Ctrl, and Escape. */
  whileTyping?: boolean;
  run: () => void;
}

class Actions {
  list = $state.raw<readonly Action[]>([]);

  /** The same, without Svelte's memory: what tidies up after an effect reads state as it was before the change. */
  #all: readonly Action[] = [];

  /** Adds actions until the returned function is called. Of two with the same keys the later one wins. */
  add(more: readonly Action[]): () => void {
    this.#set([...this.#all, ...more]);
    return () => {
      this.#set(this.#all.filter((action) => !more.includes(action)));
    };
  }

  #set(all: readonly Action[]): void {
    this.#all = all;
    this.list = all;
  }
}

export const actions = new Actions();

/** Offers actions for as long as the component is there. `which` may read state. */
export function useActions(which: () => readonly Action[]): void {
  $effect(() => actions.add(which()));
}
