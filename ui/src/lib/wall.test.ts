import { expect, it } from 'vitest';
import {
  dayLater,
  daysLater,
  daysToMonday,
  dayWords,
  isDay,
  mondayOf,
  monthLater,
  usualTimes,
  wallClock,
  weeksOfMonth,
} from './wall';

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

it.each([
  ['Monday', '2026-11-23T23:59', ['2026-11-24T09:00', '2026-11-30T09:00']],
  ['Tuesday', '2026-11-24T08:00', ['2026-11-25T09:00', '2026-11-30T09:00']],
  ['Wednesday', '2026-11-25T08:00', ['2026-11-26T09:00', '2026-11-30T09:00']],
  ['Thursday', '2026-11-26T08:00', ['2026-11-27T09:00', '2026-11-30T09:00']],
  ['Friday', '2026-11-27T08:00', ['2026-11-28T09:00', '2026-11-30T09:00']],
  ['Saturday', '2026-11-28T08:00', ['2026-11-29T09:00', '2026-11-30T09:00']],
  ['Sunday', '2026-11-29T00:00', ['2026-11-30T09:00']],
])('offers tomorrow and the next Monday on a %s, and no moment twice', (_, now, offered) => {
  expect(usualTimes(now).map(({ wall }) => wall)).toEqual(offered);
});

it('finds weeks and months', () => {
  expect(['2026-11-23', '2026-11-27', '2026-11-29'].map(mondayOf)).toEqual(Array(3).fill('2026-11-23'));
  expect(dayLater('2026-12-31', 1)).toBe('2027-01-01');
  expect(monthLater('2027-01-31', 1)).toBe('2027-02-28');
  expect(monthLater('2026-01-15', -1)).toBe('2025-12-15');
  expect(weeksOfMonth('2026-11-27')).toEqual({ from: '2026-10-26', until: '2026-12-06' });
  expect(weeksOfMonth('2027-02-01')).toEqual({ from: '2027-02-01', until: '2027-02-28' });
});

it('knows a day when it sees one', () => {
  expect(['2026-11-30', '2028-02-29'].every(isDay)).toBe(true);
  expect(['2026-11-31', '2027-02-29', 'today', '2026-1-1', ''].some(isDay)).toBe(false);
  expect(dayWords('2026-11-26', { weekday: 'long', day: 'numeric', month: 'long' })).toBe('Thursday 26 November');
});
