import { expect, it } from 'vitest';
import type { CalendarEntry, CalendarPage } from '../../ipc/generated';
import { asPage } from './print';

it('writes a page of its own, with every sign of a title as it is', () => {
  const account = { account: 1, platform: 'practice', label: '@library', state: 'Scheduled' };
  const entry = {
    title: 'Tea & <i>cake</i>',
    date: '2026-11-26',
    clock: '9:00',
    state: 'Scheduled',
    accounts: [account],
  };
  const day = { date: '2026-11-26', words: 'Thursday 26 November', note: '', total: 3 };
  const page = { days: [day, { ...day, date: '2026-11-27', total: 0 }], entries: [entry as CalendarEntry] };
  const text = asPage('23 to 29 November', 'Glen Falls Library', page as CalendarPage);
  expect(text).toContain('<li><b>9:00</b> Tea &amp; &lt;i&gt;cake&lt;/i&gt; · @library · Scheduled</li>');
  expect(text).toContain('+2 more');
  expect(text.match(/<h2>/g)).toHaveLength(1);
});
