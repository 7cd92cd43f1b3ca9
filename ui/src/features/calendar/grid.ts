import type { CalendarDay, CalendarEntry, CalendarPage } from '../../ipc/generated';
import { dayLater } from '../../lib/wall';

/** Steps in which things are moved, in minutes. */
export const STEP = 15;
/** The last step of a day. */
export const LAST = 24 * 60 - STEP;
/** How tall an hour is, in pixels. */
export const HOUR = 57;
/** A card takes up as much room as this many minutes. */
const TALL = 60;
/** Cards beside each other, at most; what does not fit is folded. */
const MOST_LANES = 3;

/** A day, and minutes after its midnight on the clock on the wall. */
export interface Place {
  date: string;
  minute: number;
}

export const samePlace = (a: Place, b: Place): boolean => a.date === b.date && a.minute === b.minute;

/** As the program reads it: `2026-11-26T09:00`. */
export function localOf({ date, minute }: Place): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

const snapped = (minute: number): number => Math.min(LAST, Math.max(0, Math.round(minute / STEP) * STEP));

/** Where something lies on the screen. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const within = (x: number, y: number, box: Box): boolean =>
  x >= box.left && x < box.right && y >= box.top && y < box.bottom;

/**
 * Where a card that is held `grabbed` pixels below its top would be dropped. By hours where `hour` is given; else only
 * the day changes. Null: not over a day.
 */
export function placeAt(
  pointer: { x: number; y: number },
  days: readonly (Box & { date: string })[],
  held: { minute: number; grabbed: number },
  hour: number | null,
): Place | null {
  const { x, y } = pointer;
  if (hour === null) {
    const day = days.find((each) => within(x, y, each));
    return day ? { date: day.date, minute: held.minute } : null;
  }
  // Above and below the hours the nearest hour counts, beside the days none.
  const day = days.find((each) => x >= each.left && x < each.right);
  return day ? { date: day.date, minute: snapped(((y - held.grabbed - day.top) / hour) * 60) } : null;
}

/** Where an arrow key moves something: by a step or a day in the week, by a day or a week in the month. */
export function step(from: Place, key: string, hours: boolean): Place | null {
  const by = (days: number): Place => ({ ...from, date: dayLater(from.date, days) });
  switch (key) {
    case 'ArrowLeft':
      return by(-1);
    case 'ArrowRight':
      return by(1);
    case 'ArrowUp':
    case 'ArrowDown': {
      const down = key === 'ArrowDown';
      if (!hours) return by(down ? 7 : -7);
      const minute = down ? Math.floor(from.minute / STEP + 1) * STEP : Math.ceil(from.minute / STEP - 1) * STEP;
      if (minute < 0) return { date: dayLater(from.date, -1), minute: LAST };
      return minute > LAST ? { date: dayLater(from.date, 1), minute: 0 } : { ...from, minute };
    }
    default:
      return null;
  }
}

type Standing = Pick<CalendarEntry, 'id' | 'date' | 'minute'>;

/** Which entry an arrow key leads to: up and down within the day and on, left and right to the day beside. */
export function neighbour(entries: readonly Standing[], id: string, key: string): string | null {
  const at = entries.findIndex((each) => each.id === id);
  const here = entries[at];
  if (!here) return null;
  if (key === 'Home') return entries[0]?.id ?? null;
  if (key === 'End') return entries.at(-1)?.id ?? null;
  if (key === 'ArrowUp') return entries[at - 1]?.id ?? null;
  if (key === 'ArrowDown') return entries[at + 1]?.id ?? null;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const after = key === 'ArrowRight';
  const day = after
    ? entries.find((each) => each.date > here.date)?.date
    : entries.findLast((each) => each.date < here.date)?.date;
  const there = entries.filter((each) => each.date === day);
  const away = (each: Standing): number => Math.abs(each.minute - here.minute);
  return [...there].sort((a, b) => away(a) - away(b))[0]?.id ?? null;
}

export interface Laid<E> {
  entry: E;
  lane: number;
  lanes: number;
}

export interface Fold {
  minute: number;
  count: number;
  lane: number;
  lanes: number;
}

/** Where cards of one day stand beside each other. `entries` by time. What finds no room is folded into one. */
export function lay<E extends { minute: number }>(entries: readonly E[]): { cards: Laid<E>[]; folds: Fold[] } {
  const cards: Laid<E>[] = [];
  const folds: Fold[] = [];
  let group: { entry: E; lane: number }[] = [];
  let ends: number[] = [];

  function close(): void {
    const lanes = Math.min(ends.length, MOST_LANES);
    const full = ends.length > MOST_LANES;
    const left = group.filter(({ lane }) => full && lane >= MOST_LANES - 1);
    for (const { entry, lane } of group) if (!full || lane < MOST_LANES - 1) cards.push({ entry, lane, lanes });
    if (left[0]) folds.push({ minute: left[0].entry.minute, count: left.length, lane: MOST_LANES - 1, lanes });
    group = [];
    ends = [];
  }

  for (const entry of entries) {
    // The last cards of a day stand above its end.
    const from = Math.min(entry.minute, 24 * 60 - TALL);
    if (ends.length > 0 && ends.every((end) => end <= from)) close();
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = from + TALL;
    group.push({ entry, lane });
  }
  close();
  return { cards, folds };
}

/** How far down a minute is, in pixels; the last card of a day still fits. */
export const topOf = (minute: number): number => (Math.min(minute, 24 * 60 - TALL) / 60) * HOUR;

/** The part of a day in which the library is closed, in minutes. */
export function shutSpans(open: readonly { opens: number; closes: number }[]): { from: number; until: number }[] {
  const shut: { from: number; until: number }[] = [];
  let from = 0;
  for (const { opens, closes } of open) {
    if (opens > from) shut.push({ from, until: opens });
    from = Math.max(from, closes);
  }
  if (from < 24 * 60) shut.push({ from, until: 24 * 60 });
  return shut;
}

/** The hour that the week is opened at: one before the first opening of it. */
export function firstHour(days: readonly { open: readonly { opens: number }[] }[]): number {
  const opens = days.flatMap((day) => day.open.map((span) => span.opens)).filter((minute) => minute > 0);
  return opens.length === 0 ? 8 : Math.max(0, Math.floor(Math.min(...opens) / 60) - 1);
}

/** What stands on a day. */
export function entriesOf(page: CalendarPage, day: CalendarDay): CalendarEntry[] {
  return page.entries.filter((entry) => entry.date === day.date);
}
