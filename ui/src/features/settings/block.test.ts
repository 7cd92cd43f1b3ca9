import { beforeEach, describe, expect, it } from 'vitest';
import { pretend } from '../../ipc/mock';
import { setTransport } from '../../ipc/transport';
import type { BlockedView } from '../../ipc/generated';
import { words } from '../../words';
import { endOf, facts, isChosen, isTaken } from './block';

const DAY = 24 * 60 * 60 * 1000;
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  setTransport(
    pretend({
      moment: ({ local }) => {
        asked.push(local);
        return { at: 77, again_at: null, clock: 'plain', local, words: '', note: '' };
      },
    }),
  );
});

describe('the end of a block', () => {
  it('is some days away, the last minute of a day at the library, or none', async () => {
    expect(await endOf('90', '', 5)).toBe(5 + 90 * DAY);
    expect(await endOf('date', '2027-03-01', 5)).toBe(77);
    expect(asked).toEqual(['2027-03-01T23:59']);
    expect(await endOf('never', '2027-03-01', 5)).toBeNull();
  });

  it('is chosen where the day is, and where a reason is given for having none', () => {
    expect([isChosen('30', '', ''), isChosen('date', '', ''), isChosen('date', '2027-03-01', '')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([isChosen('never', '', ' '), isChosen('never', '', 'A court said so')]).toEqual([false, true]);
  });

  it('is taken after now and within two years, and where there is none', () => {
    expect([isTaken(4, 5), isTaken(6, 5), isTaken(5 + 800 * DAY, 5), isTaken(null, 5)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

it('nobody is to look again at a block that is over by then', () => {
  const until = (until: number | null): string =>
    facts({ stand: 'blocked', agreed: '', endless: 'so', review_at: 91, until } as BlockedView, String).join();
  const later = words.blocking.reviewBy('91');
  expect([until(30).includes(later), until(180).includes(later), until(null).includes(later)]).toEqual([
    false,
    true,
    true,
  ]);
});
