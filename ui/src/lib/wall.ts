/** Wall clock times of a zone, as `2026-11-26T09:00`. Only the program turns them into moments: it knows daylight saving. */

const made = new Map<string, Intl.DateTimeFormat>();

function parts(at: number, zone: string): Record<string, string> {
  let format = made.get(zone);
  if (!format) {
    const options = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const;
    try {
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone || undefined });
    } catch {
      // A zone this window does not know: better the computer's time than none.
      format = new Intl.DateTimeFormat('en-GB', options);
    }
    made.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** What the clock shows there at a moment. `zone` is an IANA name; empty: the computer's own. */
export function wallClock(at: number, zone: string): string {
  const { year, month, day, hour, minute } = parts(at, zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** Some days after the day of a wall clock time, at another time of day. */
export function daysLater(wall: string, days: number, time: string): string {
  const day = new Date(`${wall.slice(0, 10)}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return `${day.toISOString().slice(0, 10)}T${time}`;
}

/** How many days until the next Monday, never none. */
export function daysToMonday(wall: string): number {
  const weekday = new Date(`${wall.slice(0, 10)}T12:00:00Z`).getUTCDay();
  return (8 - weekday) % 7 || 7;
}

/** The mornings that are usually chosen, seen from a wall clock time. On a Sunday, tomorrow is the next Monday: one of them. */
export function usualTimes(wall: string): { day: 'tomorrow' | 'monday'; wall: string }[] {
  const tomorrow = { day: 'tomorrow' as const, wall: daysLater(wall, 1, '09:00') };
  const monday = { day: 'monday' as const, wall: daysLater(wall, daysToMonday(wall), '09:00') };
  return monday.wall === tomorrow.wall ? [tomorrow] : [tomorrow, monday];
}

/** A day of the calendar, `2026-11-26`, some days away. */
export function dayLater(day: string, days: number): string {
  return daysLater(day, days, '00:00').slice(0, 10);
}

/** The same day of the month some months away; the last where there is none. */
export function monthLater(day: string, months: number): string {
  const first = new Date(`${day.slice(0, 7)}-01T12:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const month = first.toISOString().slice(0, 7);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0, 12)).getUTCDate();
  return `${month}-${String(Math.min(Number(day.slice(8, 10)), last)).padStart(2, '0')}`;
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return dayLater(day, daysToMonday(day) - 7);
}

/** Whole weeks that hold the month of a day. */
export function weeksOfMonth(day: string): { from: string; until: string } {
  const first = `${day.slice(0, 7)}-01`;
  const last = dayLater(monthLater(first, 1), -1);
  return { from: mondayOf(first), until: dayLater(mondayOf(last), 6) };
}

/** Whether it is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A day in words, by the parts that are wanted. */
export function dayWords(day: string, parts: Intl.DateTimeFormatOptions): string {
  const at = new Date(`${day}T12:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }).format(at).replace(',', '');
}
