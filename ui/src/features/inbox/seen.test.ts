import { expect, it } from 'vitest';
import { asLast, fresh, narrower } from './seen';

it('takes the one that fewer see', () => {
  expect([narrower('public', 'direct'), narrower('direct', 'public'), narrower('unlisted', 'followers')]).toEqual([
    'direct',
    'direct',
    'followers',
  ]);
});

it('begins as the program says, and never wider than what was sent a moment ago', () => {
  expect(fresh(['public', 'direct'], undefined)).toBe('public');
  expect(fresh(['public', 'direct'], 'direct')).toBe('direct');
  expect(fresh(['direct', 'public'], 'public')).toBe('direct');
  expect(fresh(['public'], 'direct')).toBe('public');
  expect(fresh([], 'direct')).toBeUndefined();
});

it('is as the last message was where more people could have been chosen', () => {
  expect(asLast(['direct', 'public'], 'direct')).toBe(true);
  expect(asLast(['public', 'direct'], 'direct')).toBe(false);
  expect(asLast(['direct'], 'direct')).toBe(false);
});
