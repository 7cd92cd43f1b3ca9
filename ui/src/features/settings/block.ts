import { call } from '../../ipc/call';
import type { BlockedView } from '../../ipc/generated';
import { words } from '../../words';
import type { End } from './BlockEnd.svelte';

const DAY = 24 * 60 * 60 * 1000;

/** When a block ends, from what was chosen; null: it has no end. The last day is blocked to its last minute. */
export async function endOf(end: End, day: string, now: number): Promise<number | null> {
  if (end === 'never') return null;
  if (end === 'date') return (await call('moment', { local: `${day}T23:59`, plans: false })).at;
  return now + Number(end) * DAY;
}

/** The longest that a block may last before somebody decides again. */
const LONGEST = 2 * 366 * DAY;

/** Whether the program takes such an end: after now, and not further away than two years. None: with a reason, always. */
export const isTaken = (until: number | null, now: number): boolean =>
  until === null || (until > now && until <= now + LONGEST);

/** Whether an end is chosen, or a reason is given for having none. */
export const isChosen = (end: End, day: string, endless: string): boolean =>
  end === 'date' ? day !== '' : end !== 'never' || endless.trim() !== '';

/** What can be said of a block in one line. */
export function facts(one: BlockedView, day: (at: number) => string): string[] {
  const said = words.blocking;
  const over = one.stand === 'unblocked' || one.stand === 'refused';
  const end = one.until === null ? said.endlessOf(one.endless) : said.until(day(one.until));
  return [
    one.clause,
    said.on(one.handle),
    said.since(day(one.since)),
    ...(one.agreed === '' ? [] : [words.safeguards.agreedBy(one.agreed)]),
    ...(over ? [said.endedAt(day(one.at))] : [end]),
    // Nobody looks again at what has ended by then.
    ...(over || (one.until !== null && one.until <= one.review_at) ? [] : [said.reviewBy(day(one.review_at))]),
    said.record(one.record),
  ];
}
