import { expect, test } from 'vitest';
import type { AccountView, Rule } from '../../ipc/generated';
import { ruleSays } from './rule';

const rule = (when: Partial<Rule['when']>, then: Partial<Rule['then']>): Rule => ({
  id: 1,
  name: 'Cards',
  when: {
    account: null,
    platform: null,
    kind: null,
    words: [],
    answers: { to: 'anything' },
    new_author: false,
    ...when,
  },
  then: { label: null, snooze: false, done: false, notify: false, ...then },
  on: true,
  tried_at: 1,
});

test('a rule says for what it is and what it does', () => {
  const none: AccountView[] = [];
  expect(ruleSays(rule({}, { notify: true }), none)).toBe('Any message is told to you.');
  expect(ruleSays(rule({ words: ['card'] }, { label: 'account', done: true, notify: true }), none)).toBe(
    'Any message with “card” gets the label Account, is called done and is told to you.',
  );
  const asked = {
    kind: 'reply',
    answers: { to: 'our_post_with', words: ['story', 'time'] },
    new_author: true,
  } as const;
  expect(
    ruleSays(rule({ ...asked, answers: { ...asked.answers, words: ['story', 'time'] } }, { snooze: true }), none),
  ).toBe(
    'An answer from somebody who never wrote before that answers a post of ours with “story” or “time” is snoozed until the library opens next.',
  );
});

test('only the first words are named, and an account that is gone is said', () => {
  const many = rule({ account: 9, words: ['a', 'b', 'c', 'd', 'e'] }, { snooze: true, done: true });
  expect(ruleSays(many, [])).toBe(
    'Any message to an account that is not here any more with “a”, “b”, “c” or 2 more is called done.',
  );
});
