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
