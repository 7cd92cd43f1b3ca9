import { describe, expect, it } from 'vitest';
import { words } from '.';

const { time } = words;
const now = Date.UTC(2026, 10, 24, 13, 5);
const zone = 'America/New_York';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('moments', () => {
  it('are said in the given zone', () => {
    expect(time.clock(now, zone)).toBe('8:05');
    expect(time.clock(now, 'Asia/Tokyo')).toBe('22:05');
    expect(time.moment(now - HOUR, now, zone)).toBe('today 7:05');
    expect(time.moment(now - 10 * HOUR, now, zone)).toBe('yesterday 22:05');
    expect(time.moment(now + 2 * DAY, now, zone)).toBe('Thu 26 Nov, 8:05');
    expect(time.day(now - 400 * DAY, now, zone)).toBe('Mon 20 Oct 2025');
  });

  it('are spans while they are near', () => {
    expect([10_000, 12 * MINUTE, 3 * HOUR, 2 * DAY, 9 * DAY].map((ago) => time.ago(now - ago, now, zone))).toEqual([
      'just now',
      '12 min ago',
      '3 h ago',
      '2 d ago',
      'Sun 15 Nov',
    ]);
    expect(time.span(now + 5 * MINUTE, now)).toBe('5 min');
  });

  it('bear a clock that is a little wrong', () => {
    expect(time.ago(now + 5000, now)).toBe('just now');
  });

  it('bear a zone nobody knows', () => {
    expect(time.clock(now, 'Nowhere/Town')).toMatch(/^\d+:\d\d$/);
  });

  it('say midnight', () => {
    expect(time.clock(Date.UTC(2026, 0, 1), 'UTC')).toBe('0:00');
  });
});
