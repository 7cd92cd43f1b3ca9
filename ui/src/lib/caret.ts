/** A hashtag or a name that is being typed. */
export interface Begun {
  /** It, with its sign. */
  prefix: string;
  /** Where its sign stands. */
  start: number;
  /** One past its last letter before the caret. */
  end: number;
}

/** Longer than any name or tag. */
const LONGEST = 80;

/** What stands right before the caret, when that begins a hashtag or a name. */
export function begunAt(text: string, caret: number): Begun | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret);
  const found = /(?:^|[^\p{L}\p{N}_#@&/.])([#@][\p{L}\p{N}\p{M}_]?[\p{L}\p{N}\p{M}_.@-]*)$/u.exec(before);
  const prefix = found?.[1];
  if (!prefix || prefix.length < 2 || (prefix.startsWith('#') && /[.@-]/.test(prefix))) return null;
  return { prefix, start: caret - prefix.length, end: caret };
}

const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a suggestion still fits what was typed on: it, or a word of the person's name, begins so. */
export function fits(one: { insert: string; name: string }, prefix: string): boolean {
  if (plain(one.insert).startsWith(plain(prefix))) return true;
  return plain(one.name)
    .split(/\s+/)
    .some((word) => word !== '' && word.startsWith(plain(prefix.slice(1))));
}

/** A text with other words in the place of some, and where the caret stands behind them. */
export function put(
  text: string,
  { start, end }: { start: number; end: number },
  words: string,
): { text: string; caret: number } {
  return { text: text.slice(0, start) + words + text.slice(end), caret: start + words.length };
}

/** What is put in the place of a begun word: the space after it is not typed twice. */
export function completed(text: string, { end }: Begun, words: string): string {
  return /^[\s.,;:!?)]/.test(text.slice(end)) ? words : `${words} `;
}

/**
 * Puts words into a field as if they were typed, so that the browser can take them back, and the field tells that it
 * changed.
 */
export function type(box: HTMLTextAreaElement, at: { start: number; end: number }, words: string): void {
  box.focus();
  box.setSelectionRange(at.start, at.end);
  const before = box.value;
  // The only way into the field's own undo; where there is none, the words are put there all the same.
  const typed = document as { execCommand?: (command: string, ui: boolean, value: string) => boolean };
  if (typed.execCommand?.('insertText', false, words) && box.value !== before) return;
  const after = put(before, at, words);
  box.value = after.text;
  box.setSelectionRange(after.caret, after.caret);
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const COPIED = [
  'direction',
  'boxSizing',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'borderStyle',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'lineHeight',
  'letterSpacing',
  'tabSize',
] as const;

/** Where a place in a field's text is on the screen: below its line, at its letter. */
export function placeOf(box: HTMLTextAreaElement, at: number): { x: number; y: number; line: number } {
  const look = getComputedStyle(box);
  const copy = document.createElement('div');
  for (const name of COPIED) copy.style[name] = look[name];
  copy.style.position = 'fixed';
  copy.style.visibility = 'hidden';
  copy.style.whiteSpace = 'pre-wrap';
  copy.style.overflowWrap = 'break-word';
  copy.style.inlineSize = `${box.clientWidth}px`;
  const mark = document.createElement('span');
  mark.textContent = '\u200b';
  copy.append(box.value.slice(0, at), mark);
  document.body.append(copy);
  const [frame, here, field] = [
    copy.getBoundingClientRect(),
    mark.getBoundingClientRect(),
    box.getBoundingClientRect(),
  ];
  copy.remove();
  const line = here.height || 20;
  return {
    x: field.left + here.left - frame.left - box.scrollLeft,
    y: field.top + here.top - frame.top - box.scrollTop + line,
    line,
  };
}
