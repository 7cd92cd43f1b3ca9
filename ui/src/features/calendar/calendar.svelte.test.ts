import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CalendarEntry, CalendarMove, CalendarPage } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { CallProblem } from '../../ipc/problem';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';
import { Calendar } from './calendar.svelte';

const MONDAY = Date.UTC(2026, 10, 23, 9);

function entry(more: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    ...{ id: `7-${MONDAY}`, draft: 7, title: 'Story time', at: MONDAY, date: '2026-11-23', minute: 540, clock: '9:00' },
    ...{ words: 'Monday 23 November 2026, 9:00 (UTC)', second: false, accounts: [], kind: 'planned' },
    ...{ state: 'Scheduled', never_after: null, clash: '' },
    may: { shift: true, copy: true, send_now: true, discard: true },
    ...more,
  };
}

let calendar: Calendar;
let end: () => void;
let asked: CalendarMove[];
let refuse: boolean;
/** Where it stood, where it can be taken back. */
let back: number | null;

beforeEach(() => {
  asked = [];
  refuse = false;
  back = MONDAY;
  toasts.list.length = 0;
  location.hash = '#/calendar/week/2026-11-23';
  router.replace('calendar', 'week', '2026-11-23');
  const page = (): CalendarPage => ({
    ...{ today: '2026-11-22', zone: 'UTC', hours_told: false, days: [], entries: [entry()], missed: [] },
    ...{ undated: [], undated_total: 0, clashes: [], clashes_total: 0, gaps: [], later: 0 },
  });
  setTransport(
    pretend({
      calendar: page,
      calendar_move: (input) => {
        if (refuse) throw new CallProblem({ code: 'bad_input', field: 'to', message: 'This time has passed.' });
        asked.push(input);
        const at = MONDAY + 900_000;
        const to = { at, again_at: null, clock: 'plain' as const, local: '', words: '', note: '' };
        return { to, words: 'Moved to Monday.', back };
      },
    }),
  );
  end = $effect.root(() => {
    calendar = new Calendar();
  });
  flushSync();
});

afterEach(() => end());

const press = (...keys: string[]): boolean[] => keys.map((key) => calendar.press(key));

describe('moving by keys', () => {
  it('says where it would stand, and asks once it is dropped', async () => {
    expect(calendar.begin(entry(), false)).toBe(true);
    expect(toasts.announced).toContain('Moving “Story time”');
    press('ArrowDown', 'ArrowRight');
    expect(toasts.announced).toBe('Tuesday 24 November, 9:15');
    expect(asked).toEqual([]);
    press('Enter');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const to = { kind: 'local', local: '2026-11-24T09:15' };
    expect(asked[0]).toEqual({ draft: 7, at: MONDAY, to, limit: { kind: 'keep' } });
    await vi.waitFor(() => expect(calendar.wanted).toBe(`7-${MONDAY + 900_000}`));
  });

  it('can be taken back to the very moment, where that lies ahead', async () => {
    calendar.begin(entry(), false);
    press('ArrowDown', 'Enter');
    await vi.waitFor(() => expect(toasts.list[0]?.action?.label).toBe(words.calendar.takeBack));
    toasts.list[0]?.action?.run();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toMatchObject({ at: MONDAY + 900_000, to: { kind: 'moment', at: MONDAY } });

    back = null;
    calendar.begin(entry(), false);
    press('ArrowDown', 'Enter');
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    await vi.waitFor(() => expect(toasts.list.at(-1)?.text).toBe('Moved to Monday.'));
    expect(toasts.list.at(-1)?.action).toBeUndefined();
  });

  it('is left where it was by Escape, and by dropping it there', () => {
    calendar.begin(entry(), false);
    press('ArrowDown', 'Escape');
    expect([calendar.moving, calendar.wanted]).toEqual([null, entry().id]);
    calendar.begin(entry(), false);
    press('ArrowDown', 'ArrowUp', 'Enter');
    expect([calendar.moving, asked]).toEqual([null, []]);
  });

  it('stays where it was when it is refused, and says why', async () => {
    refuse = true;
    calendar.begin(entry(), false);
    press('ArrowUp', 'Enter');
    await vi.waitFor(() => expect(calendar.moving).toBeNull());
    await vi.waitFor(() => expect(toasts.list[0]?.text ?? '').toContain('This time has passed.'));
    expect(calendar.wanted).toBe(entry().id);
  });

  it('goes on into the next week, and leaves other keys alone', () => {
    calendar.begin(entry({ date: '2026-11-29' }), false);
    expect(press('ArrowRight', 'a', 'Tab')).toEqual([true, false, false]);
    expect(router.route.rest).toEqual(['week', '2026-11-30']);
    expect(calendar.range).toEqual({ from: '2026-11-30', until: '2026-12-06' });
  });

  it('goes by weeks in the month', () => {
    router.replace('calendar', 'month', '2026-11-23');
    calendar.begin(entry(), true);
    press('ArrowDown');
    expect(calendar.moving?.place).toEqual({ date: '2026-11-30', minute: 540 });
  });

  it('does not begin with what was sent', () => {
    const sent = entry({ kind: 'sent', may: { shift: false, copy: true, send_now: false, discard: false } });
    expect(calendar.begin(sent, false)).toBe(false);
    expect(toasts.announced).toContain(words.calendar.cannotMove);
    expect(calendar.begin(sent, true)).toBe(true);
  });
});

it('names what is looked at', () => {
  expect(calendar.heading).toBe('23 to 29 November');
  router.replace('calendar', 'month', '2026-11-23');
  expect([calendar.heading, calendar.range.from]).toEqual(['November 2026', '2026-10-26']);
  expect(words.calendar.weekOf('2026-11-30', '2026-12-06', '2026-11-27')).toBe('30 November to 6 December');
  expect(words.calendar.weekOf('2026-12-28', '2027-01-03', '2026-11-27')).toBe('28 December to 3 January 2027');
});
