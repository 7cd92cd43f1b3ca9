import { expect, it } from 'vitest';
import { daysLater, daysToMonday, wallClock } from './wall';

it('shows the clock of a zone, on either side of daylight saving', () => {
  expect(wallClock(Date.UTC(2026, 2, 29, 0, 59), 'Europe/Berlin')).toBe('2026-03-29T01:59');
  expect(wallClock(Date.UTC(2026, 2, 29, 1, 0), 'Europe/Berlin')).toBe('2026-03-29T03:00');
  expect(wallClock(Date.UTC(2026, 10, 27, 0, 5), 'America/New_York')).toBe('2026-11-26T19:05');
});

it('counts days on the calendar, not in hours', () => {
  expect(daysLater('2026-12-31T23:50', 1, '09:00')).toBe('2027-01-01T09:00');
  expect(daysLater('2026-03-28T02:30', 1, '02:30')).toBe('2026-03-29T02:30');
});

it('finds the next Monday, a week ahead on a Monday', () => {
  expect(daysToMonday('2026-11-27T09:00')).toBe(3);
  expect(daysToMonday('2026-11-29T09:00')).toBe(1);
  expect(daysToMonday('2026-11-30T09:00')).toBe(7);
});
