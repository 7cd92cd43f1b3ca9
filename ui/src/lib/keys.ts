/** How long after `g` the next key still counts as its second half. */
const SEQUENCE_MS = 1200;

/** What a key press is called: `k`, `?`, `Enter`, `Ctrl+k`, `Alt+1`. Null for a modifier alone. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string | null {
  const { key } = event;
  if (key === 'Control' || key === 'Meta' || key === 'Alt' || key === 'Shift' || key === 'Dead') return null;
  const named = key.length === 1 ? key.toLowerCase() : key;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  return `${ctrl}${alt}${named}`;
}

/** Finds what keys mean, one press after the other: single keys, and pairs such as `g i`. */
export class KeySequence {
  #first: { name: string; at: number } | null = null;

  /** What this press completes among `known` (the last of several wins); null: nothing, or only half of something. */
  press<B extends { keys?: string }>(name: string, known: readonly B[], at: number): B | null {
    const first = this.#first;
    this.#first = null;
    if (first && at - first.at < SEQUENCE_MS) {
      const pair = known.findLast((binding) => binding.keys === `${first.name} ${name}`);
      if (pair) return pair;
    }
    const single = known.findLast((binding) => binding.keys === name);
    if (single) return single;
    if (known.some((binding) => binding.keys?.startsWith(`${name} `))) this.#first = { name, at };
    return null;
  }
}

/** Whether keys belong to what is being typed rather than to the app. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
