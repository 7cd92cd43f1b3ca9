const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  for (const { segment } of segmenter.segment(word)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '';
}

/** One or two letters that stand for a name: "Rosa Medina" is RM, "@archive@heritage.example" is A. */
export function initials(name: string, handle = ''): string {
  const letters = name
    .split(/[\s(]+/)
    .map(firstLetter)
    .filter((letter) => letter !== '');
  const last = letters.length > 1 ? letters[1] : '';
  return `${letters[0] ?? firstLetter(handle)}${last ?? ''}` || '?';
}

/** Grounds for initials; white text on each has a contrast of at least 4.5:1. */
const grounds = [
  '#7a5c3e',
  '#3f6a8a',
  '#8a4a4a',
  '#44704a',
  '#5d6369',
  '#6b3a78',
  '#2c6a6e',
  '#855018',
  '#4a559a',
  '#7d4467',
];

/** The same colour for the same handle, always. */
export function groundFor(handle: string): string {
  let sum = 0;
  for (const letter of handle.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return grounds[sum % grounds.length] ?? '#5d6369';
}
