export interface Part {
  text: string;
  hit: boolean;
}

const OPEN = '\u0002';
const CLOSE = '\u0003';

/** The parts of an excerpt whose hits stand between U+0002 and U+0003. */
export function highlight(excerpt: string): Part[] {
  const parts: Part[] = [];
  let rest = excerpt;
  while (rest !== '') {
    const open = rest.indexOf(OPEN);
    if (open < 0) {
      parts.push({ text: rest, hit: false });
      break;
    }
    const close = rest.indexOf(CLOSE, open);
    const end = close < 0 ? rest.length : close;
    if (open > 0) parts.push({ text: rest.slice(0, open), hit: false });
    if (end > open + 1) parts.push({ text: rest.slice(open + 1, end), hit: true });
    rest = rest.slice(end + 1);
  }
  return parts;
}
