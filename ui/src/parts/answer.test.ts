import { describe, expect, it } from 'vitest';
import type { AnswerBy } from '../ipc/generated';
import { accounts } from '../ipc/mock/desk';
import { answerFace, briefFace, presses, targetChoices, targetKey, targetOf } from './answer';
import { allUnchecked, unchecked } from './checked';

const NOON = Date.UTC(2026, 10, 26, 12);
const HOUR = 3_600_000;
const by: AnswerBy = { kind: 'by', at: NOON, soon: NOON - 2 * HOUR };

describe('a promised answer', () => {
  it('stands in one of three ways, each with words of its own', () => {
    const at = (now: number) => answerFace(by, now, 'UTC');
    expect(at(NOON - 2 * HOUR - 1)).toEqual({ stand: 'on_time', label: 'Answer by today 12:00' });
    expect(at(NOON - 2 * HOUR)).toEqual({ stand: 'soon', label: 'Soon: answer by today 12:00' });
    expect(at(NOON)).toEqual({ stand: 'overdue', label: 'Overdue since today 12:00' });
  });

  it('that is due at midnight is due on the day before', () => {
    const midnight: AnswerBy = { kind: 'by', at: NOON + 12 * HOUR, soon: NOON + 10 * HOUR };
    expect(answerFace(midnight, NOON, 'UTC')?.label).toBe('Answer by today 24:00');
  });

  it('is not shown where none is', () => {
    expect(answerFace(null, NOON)).toBeNull();
    expect(answerFace({ kind: 'no_target' }, NOON)).toBeNull();
    expect(answerFace({ kind: 'not_told' }, NOON)).toBeNull();
    expect(answerFace({ kind: 'never' }, NOON)?.stand).toBe('never');
  });

  it('is said shortly in a list, and there not once for each that nobody ever comes', () => {
    const at = (now: number) => briefFace(by, now, 'UTC')?.label;
    expect(at(NOON - 50 * HOUR)).toBe('By Thu 12:00');
    expect(at(NOON - 200 * HOUR)).toBe('By Thu 26 Nov, 12:00');
    expect(at(NOON - HOUR)).toBe('Soon: by today 12:00');
    expect(at(NOON + 72 * HOUR)).toBe('Overdue since Thu 12:00');
    expect(briefFace({ kind: 'never' }, NOON)).toBeNull();
  });

  it('presses when its time is near, and without one after a while', () => {
    expect(presses(by, NOON - 9 * HOUR, NOON - 3 * HOUR, HOUR)).toBe(false);
    expect(presses(by, NOON - 9 * HOUR, NOON - HOUR, 99 * HOUR)).toBe(true);
    expect(presses({ kind: 'not_told' }, NOON - HOUR, NOON, HOUR)).toBe(true);
    expect(presses({ kind: 'not_told' }, NOON - HOUR + 1, NOON, HOUR)).toBe(false);
    expect(presses({ kind: 'no_target' }, 0, NOON, HOUR)).toBe(false);
    expect(presses(by, null, NOON, HOUR)).toBe(false);
  });
});

describe('targets', () => {
  it('go to a word and back', () => {
    for (const target of [
      { kind: 'none' },
      { kind: 'same_day' },
      { kind: 'minutes', minutes: 45 },
      { kind: 'days', days: 7 },
    ] as const)
      expect(targetOf(targetKey(target))).toEqual(target);
  });

  it('stay in the list when they are not usual', () => {
    expect(targetChoices({ kind: 'days', days: 1 })).toHaveLength(12);
    expect(targetChoices({ kind: 'minutes', minutes: 45 })[0]).toEqual(['minutes:45', 'Within 45 open minutes']);
    expect(targetChoices({ kind: 'none' }).map(([, label]) => label)).toContain('Within 1 open hour');
  });
});

describe('an account that was not read', () => {
  const [sample] = accounts;
  if (!sample) throw new Error('there are accounts');
  const account = { ...sample, live: false, practice: false, parts: ['inbox' as const], last_checked_at: NOON - HOUR };
  const well = { ...account, health: { state: 'well' as const } };

  it('never looks like a quiet day', () => {
    const lapsed = { ...account, health: { state: 'sign_in_needed' as const, words: 'The token has expired.' } };
    const found = unchecked({ ...lapsed, last_checked_at: NOON - 1 }, NOON, 'UTC');
    expect(found?.since).toBe('Not checked since today 11:59');
    expect(found?.why).toBe('Needs a new sign-in: The token has expired.');
    expect(unchecked({ ...lapsed, live: true, last_checked_at: null }, NOON, 'UTC')?.since).toBe('Not checked yet');
  });

  it('is one that is well but was read long ago', () => {
    expect(unchecked(well, NOON, 'UTC')?.since).toBe('Not checked since today 11:00');
    expect(unchecked({ ...well, live: true }, NOON)).toBeNull();
    expect(unchecked({ ...well, last_checked_at: NOON - 60_000 }, NOON)).toBeNull();
  });

  it('is told only where somebody can write to it', () => {
    expect(allUnchecked([well, { ...well, parts: ['feed'] }], NOON)).toHaveLength(1);
  });
});
