import { expect, it } from 'vitest';
import type { CalendarEntry, CalendarPage } from '../../ipc/generated';
import { asPage, sheetOf } from './print';

const account = { account: 1, platform: 'practice', label: '@library', state: 'Scheduled' };
const entry = {
  title: 'Tea & <i>cake</i>',
  date: '2026-11-26',
  clock: '9:00',
  words: 'Thursday 26 November 2026, 9:00 (EST)',
  state: 'Scheduled',
  clash: '',
  second: false,
  accounts: [account],
} as CalendarEntry;
const day = { date: '2026-11-26', words: 'Thursday 26 November', note: '', total: 3 };
const page = {
  zone: 'America/New_York',
  days: [day, { ...day, date: '2026-11-27', total: 0 }],
  entries: [entry],
  missed: [],
  undated: [{ draft: 4, title: 'Seed library', accounts: [account] }],
} as unknown as CalendarPage;
const looked = {
  heading: '23 to 29 November',
  library: 'Glen Falls Library',
  accounts: ['@library', '@teens'],
  undated: false,
};

it('says above all whose it is, of which days and accounts, and on which clock', () => {
  expect(sheetOf(looked, page).head).toEqual([
    'Glen Falls Library',
    'Thursday 26 November 2026 to Friday 27 November 2026',
    'Accounts: @library, @teens',
    'All times are those of America/New_York.',
  ]);
});

it('has drafts without a time, what was missed, and which of two equal hours is meant', () => {
  const turned = { ...page, entries: [{ ...entry, clock: '1:30', second: true }], missed: [entry] };
  const { parts } = sheetOf({ ...looked, undated: true }, turned);
  expect(parts.map(({ title }) => title)).toEqual([
    'Thursday 26 November',
    'Missed, waiting for you',
    'Drafts with no time',
  ]);
  expect(parts[0]?.lines[0]?.clock).toBe('1:30 (second time)');
  expect(parts[1]?.lines[0]?.text).toContain('Thursday 26 November 2026, 9:00 (EST)');
  expect(parts[2]?.lines[0]?.text).toBe('Seed library · @library');
});

it('writes a page of its own, with every sign of a title as it is', () => {
  const text = asPage(sheetOf(looked, page));
  expect(text).toContain('<li><b>9:00</b> Tea &amp; &lt;i&gt;cake&lt;/i&gt; · @library · Scheduled</li>');
  expect(text).toContain('+2 more');
  expect(text).toContain('<p>All times are those of America/New_York.</p>');
  expect(text.match(/<h2>/g)).toHaveLength(1);
});
