/** One part of a day and a time, as it is typed. */
export type Part = 'day' | 'month' | 'year' | 'hour' | 'minute';

/** What stands in each part; empty: nothing yet. Kept as typed, so that the 31st waits for its month. */
export type Parts = Record<Part, string>;

const NONE: Parts = { day: '', month: '', year: '', hour: '', minute: '' };
const DIGITS: Parts = { day: 'dd', month: 'mm', year: 'yyyy', hour: '––', minute: '––' };
const LEAST: Record<Part, number> = { day: 1, month: 1, year: 1, hour: 0, minute: 0 };
const MOST: Record<Part, number> = { day: 31, month: 12, year: 9999, hour: 23, minute: 59 };

/** The parts in the order they are read and typed. */
export function order(timed: boolean): Part[] {
  return timed ? ['day', 'month', 'year', 'hour', 'minute'] : ['day', 'month', 'year'];
}

/** What stands where nothing is typed yet. */
export const blank = (part: Part): string => DIGITS[part];

export const least = (part: Part): number => LEAST[part];

export const most = (part: Part): number => MOST[part];

/** The parts of `2026-11-26T09:00` or `2026-11-26`. */
export function partsOf(value: string): Parts {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(value);
  if (!found) return { ...NONE };
  const [, year = '', month = '', day = '', hour = '', minute = ''] = found;
  return { day, month, year, hour, minute };
}

/** How many days the month has; 31 where it is not known yet. */
function daysIn(year: string, month: string): number {
  if (month === '') return 31;
  return new Date(Date.UTC(Number(year || '2000'), Number(month), 0)).getUTCDate();
}

/** Whether something stands in every part. */
export function whole(parts: Parts, timed: boolean): boolean {
  return order(timed).every((part) => parts[part].length === DIGITS[part].length);
}

/** The day, and the time, that was typed; none: it is not whole, or there is no such day or time. */
export function valueOf(parts: Parts, timed: boolean): string | null {
  if (!whole(parts, timed)) return null;
  const right = order(timed).every((part) => {
    const number = Number(parts[part]);
    return number >= LEAST[part] && number <= MOST[part];
  });
  if (!right || Number(parts.day) > daysIn(parts.year, parts.month)) return null;
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  return timed ? `${day}T${parts.hour}:${parts.minute}` : day;
}

/** What stands in a part after one more digit, and whether nothing more can follow it. */
export function typed(part: Part, before: string, digit: string): { text: string; full: boolean } {
  const { length } = DIGITS[part];
  const text = before.length >= length ? digit : before + digit;
  if (text.length === 1 && length === 2 && Number(text) > Math.floor(MOST[part] / 10)) {
    return { text: `0${text}`, full: true };
  }
  return { text, full: text.length === length };
}

/** A part that was left with fewer digits than it has: `3` is the 3rd. A year is not guessed. */
export function padded(part: Part, text: string): string {
  return text === '' || part === 'year' ? text : text.padStart(DIGITS[part].length, '0');
}

/** The part one further or one back, round and round; `start` where nothing stands yet. */
export function stepped(parts: Parts, part: Part, by: 1 | -1, start: string): string {
  const { length } = DIGITS[part];
  if (parts[part] === '') return start;
  const [first, last] = [LEAST[part], part === 'day' ? daysIn(parts.year, parts.month) : MOST[part]];
  const next = Number(parts[part]) + by;
  return String(next > last ? first : next < first ? last : next).padStart(length, '0');
}

/** As it is read: `31/02/2027 09:00`. */
export function shownParts(parts: Parts, timed: boolean): string {
  const of = (part: Part): string => parts[part] || DIGITS[part];
  const day = `${of('day')}/${of('month')}/${of('year')}`;
  return timed ? `${day} ${of('hour')}:${of('minute')}` : day;
}
