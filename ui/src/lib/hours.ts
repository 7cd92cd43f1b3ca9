/** Opening hours as a person edits them. Minutes after midnight; closing after midnight counts on (1500 is 1:00 next day). */
export interface Hours {
  weekday: number;
  opens: number;
  closes: number;
}

const DAY = 1440;

/** `9:05`, as it is written beside a door. */
export function toClock(minutes: number): string {
  const within = ((minutes % DAY) + DAY) % DAY;
  return `${Math.floor(within / 60)}:${String(within % 60).padStart(2, '0')}`;
}

/** Minutes after midnight of `9`, `9:05`, `9.05`, `0905` or `5 pm`; null when it is not a time. */
export function fromClock(typed: string): number | null {
  const match = /^(\d{1,2})[:.h]?(\d{2})?\s*([ap])?\.?m?\.?$/i.exec(typed.trim());
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const minutes = (half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)) * 60 + Number(match[2] ?? 0);
  return Number(match[2] ?? 0) < 60 && minutes <= DAY ? minutes : null;
}

/** Hours with another beginning or end. An end at or before the beginning is on the next day. */
export function withTimes(hours: Hours, opens: number, closes: number): Hours {
  const end = closes === DAY ? DAY : closes % DAY;
  return { weekday: hours.weekday, opens: opens % DAY, closes: end <= opens ? end + DAY : end };
}

/** In the order of the week. */
export function sorted(hours: readonly Hours[]): Hours[] {
  return [...hours].sort((a, b) => a.weekday - b.weekday || a.opens - b.opens);
}

/** All hours, with those of one day copied from another. */
export function copyDay(hours: readonly Hours[], from: number, to: number): Hours[] {
  const copied = hours.filter((each) => each.weekday === from).map((each) => ({ ...each, weekday: to }));
  return sorted([...hours.filter((each) => each.weekday !== to), ...copied]);
}

/** All hours with another opening on a day: the usual day, or an afternoon after the last closing. */
export function addTo(hours: readonly Hours[], weekday: number): Hours[] {
  const last = sorted(hours).findLast((each) => each.weekday === weekday);
  // Where the day has no room after an hour, it begins as the last one ends; what still clashes is marked.
  const opens = last ? (last.closes + 60 <= DAY - 120 ? last.closes + 60 : Math.min(last.closes, DAY - 60)) : 540;
  const closes = last ? Math.min(opens + 120, DAY) : 1080;
  return sorted([...hours, { weekday, opens, closes }]);
}

/** Hours that no week can have together. */
export interface Clash {
  /** On one day, or those of a day go on past midnight and into those of the next. */
  kind: 'overlap' | 'past_midnight';
  first: Hours;
  second: Hours;
}

/** The day after a weekday. */
const after = (weekday: number): number => (weekday === 7 ? 1 : weekday + 1);

/** Every two openings that cannot both be kept. */
export function clashes(hours: readonly Hours[]): Clash[] {
  const inOrder = sorted(hours);
  return inOrder.flatMap((first, at) => [
    ...inOrder
      .slice(at + 1)
      .filter((other) => other.weekday === first.weekday && other.opens < first.closes)
      .map((second) => ({ kind: 'overlap' as const, first, second })),
    ...inOrder
      .filter((other) => other.weekday === after(first.weekday) && other.opens + DAY < first.closes)
      .map((second) => ({ kind: 'past_midnight' as const, first, second })),
  ]);
}

/** What of these hours can be saved: a day that clashes stays as it is kept. `held`: the weekdays that are not saved. */
export function savable(shown: readonly Hours[], kept: readonly Hours[]): { hours: Hours[]; held: number[] } {
  const held = new Set<number>();
  for (;;) {
    const hours = sorted([
      ...shown.filter((each) => !held.has(each.weekday)),
      ...kept.filter((each) => held.has(each.weekday)),
    ]);
    const before = held.size;
    for (const { first, second } of clashes(hours)) held.add(first.weekday).add(second.weekday);
    if (held.size === before) return { hours, held: [...held].sort() };
  }
}
