/** Moments as people say them. `zone` is an IANA name; none: the computer's own. */

const LOCALE = 'en-GB';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const made = new Map<string, Intl.DateTimeFormat>();

function format(at: number, options: Intl.DateTimeFormatOptions, zone?: string): string {
  const key = JSON.stringify([options, zone]);
  let formatter = made.get(key);
  if (!formatter) {
    try {
      formatter = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone || undefined });
    } catch {
      // A zone this window does not know: better the computer's time than none.
      formatter = new Intl.DateTimeFormat(LOCALE, options);
    }
    made.set(key, formatter);
  }
  return formatter.format(at).replaceAll(' at ', ', ');
}

const clock = (at: number, zone?: string): string =>
  format(at, { hour: 'numeric', minute: '2-digit', hour12: false }, zone).replace(/^0(?=\d:)/, '');

const dayKey = (at: number, zone?: string): string =>
  format(at, { year: 'numeric', month: '2-digit', day: '2-digit' }, zone);

export const time = {
  /** "9:05" */
  clock,
  /** Whether two moments fall on one day there. */
  sameDay: (a: number, b: number, zone?: string): boolean => dayKey(a, zone) === dayKey(b, zone),
  /** "Thu 26 Nov", with the year where it is another one. */
  day(at: number, now: number, zone?: string): string {
    const year =
      format(at, { year: 'numeric' }, zone) === format(now, { year: 'numeric' }, zone) ? undefined : 'numeric';
    return format(at, { weekday: 'short', day: 'numeric', month: 'short', year }, zone).replace(',', '');
  },
  /** "today 8:14", "yesterday 17:30", "Thu 26 Nov, 9:00" */
  moment(at: number, now: number, zone?: string): string {
    if (time.sameDay(at, now, zone)) return `today ${clock(at, zone)}`;
    if (time.sameDay(at, now - DAY, zone)) return `yesterday ${clock(at, zone)}`;
    if (time.sameDay(at, now + DAY, zone)) return `tomorrow ${clock(at, zone)}`;
    return `${time.day(at, now, zone)}, ${clock(at, zone)}`;
  },
  /** The same for what ends then: the midnight after a day belongs to it, "today 24:00". */
  end(at: number, now: number, zone?: string): string {
    if (clock(at, zone) !== '0:00') return time.moment(at, now, zone);
    return time.moment(at - MINUTE, now, zone).replace('23:59', '24:00');
  },
  /** The same where there is little room: within six days "Mon 20:00". */
  brief(at: number, now: number, zone?: string): string {
    const long = time.end(at, now, zone);
    if (Math.abs(at - now) > 6 * DAY || !long.includes(', ')) return long;
    const [day = '', hour = ''] = long.split(', ');
    return `${day.split(' ')[0] ?? ''} ${hour}`;
  },
  /** "Monday 23 November 2026, 14:05", and the library's own time where it is another. */
  exact(at: number, library?: string): string {
    const full = format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');
    const here = `${full}, ${clock(at)}`;
    const there = library ? clock(at, library) : clock(at);
    return there === clock(at) ? here : `${here} (${there} at the library)`;
  },
  /** "now", "12 min", "3 h", "2 d", then the date: how long ago, or how long until. */
  span(at: number, now: number, zone?: string): string {
    const away = Math.abs(now - at);
    if (away < MINUTE) return 'now';
    if (away < HOUR) return `${Math.floor(away / MINUTE)} min`;
    if (away < DAY) return `${Math.floor(away / HOUR)} h`;
    if (away < 7 * DAY) return `${Math.floor(away / DAY)} d`;
    return time.day(at, now, zone);
  },
  /** "just now", "12 min ago", "3 h ago", then the date. */
  ago(at: number, now: number, zone?: string): string {
    const away = now - at;
    if (away < MINUTE) return 'just now';
    const span = time.span(at, now, zone);
    return away < 7 * DAY ? `${span} ago` : span;
  },
};
