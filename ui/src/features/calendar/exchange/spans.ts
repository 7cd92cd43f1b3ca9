import { daysLater, wallClock } from '../../../lib/wall';
import type { words } from '../../../words';

/** Days that are often wanted, by name. */
export type Span = keyof typeof words.exchange.out.ranges;

/** The first and the last of them, counted from today. */
const counted: Record<Span, [number, number]> = {
  week: [0, 6],
  month: [0, 29],
  quarter: [0, 89],
  year: [0, 364],
  past: [-89, 0],
  all: [-365, 730],
};

/** The first and the last day of a span on a zone's clock. */
export function days(span: Span, now: number, zone: string): { from: string; until: string } {
  const today = wallClock(now, zone);
  const day = (ahead: number): string => daysLater(today, ahead, '00:00').slice(0, 10);
  const [first, last] = counted[span];
  return { from: day(first), until: day(last) };
}
