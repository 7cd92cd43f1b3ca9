import { beforeEach, describe, expect, it } from 'vitest';
import { pretend } from '../../ipc/mock';
import { setTransport } from '../../ipc/transport';
import { endOf, isChosen } from './block';

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
});
