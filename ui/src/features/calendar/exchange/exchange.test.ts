import { describe, expect, it } from 'vitest';
import type { Rehearsal } from '../../../ipc/generated';
import { asPage, mendAddress } from './rehearsal';
import { days } from './spans';

describe('spans', () => {
  it('begin and end on the days of the library, whatever the computer says', () => {
    const lateEvening = Date.UTC(2026, 10, 24, 3, 30);
    expect(days('week', lateEvening, 'America/New_York')).toEqual({ from: '2026-11-23', until: '2026-11-29' });
    expect(days('past', lateEvening, 'Europe/Berlin')).toEqual({ from: '2026-08-27', until: '2026-11-24' });
    expect(days('all', lateEvening, 'UTC').until).toBe('2028-11-23');
  });
});

describe('a rehearsal', () => {
  const told: Rehearsal = {
    sentence: 'One post goes out in the coming 7 days.',
    zone: 'America/New_York',
    notes: [{ level: 'stop', words: 'Everything is paused.', mend: { kind: 'outbox' } }],
    days: [
      {
        date: '2026-11-23',
        words: 'Monday 23 November',
        open: 'Open 9:00 to 17:00',
        posts: [
          {
            draft: 3,
            at: 1,
            clock: '9:00',
            title: '<b>Story time</b> & "songs"',
            scheduled: true,
            targets: [{ account: 1, platform: 'practice', label: '@library' }],
            problems: [
              { check: 'closed', level: 'warn', words: 'The library is closed.', at: null, why: '', fix: null },
            ],
            mend: { kind: 'delivery', delivery: 9 },
          },
        ],
      },
    ],
    accounts: [],
    posts: 1,
    with_problems: 1,
  };

  it('stands on a page of its own, with nothing of a post taken for markup', () => {
    const page = asPage(told);
    expect(page).toContain('&lt;b&gt;Story time&lt;/b&gt; &amp; &quot;songs&quot;');
    expect(page).toContain('Stops it: Everything is paused.');
    expect(page).toContain('Look again: The library is closed.');
    expect(page).toContain('America/New York');
  });

  it('leads to where each thing is mended', () => {
    expect(mendAddress({ kind: 'draft', draft: 3 })).toBe('#/write/3');
    expect(mendAddress({ kind: 'delivery', delivery: 9 })).toBe('#/write/sent/9');
    expect(mendAddress({ kind: 'accounts' })).toBe('#/accounts');
  });
});
