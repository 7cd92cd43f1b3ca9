import { expect, test } from 'vitest';
import { Chosen } from './chosen.svelte';

const listed = [1, 2, 3, 4, 5].map((id) => ({ id }));

test('one is chosen and taken out again, and shift reaches from the last in both directions', () => {
  const chosen = new Chosen();
  chosen.reach(2, listed);
  expect([...chosen.ids]).toEqual([2]);
  chosen.reach(4, listed);
  expect([...chosen.ids].sort()).toEqual([2, 3, 4]);
  chosen.flip(3);
  chosen.reach(1, listed);
  expect([...chosen.ids].sort()).toEqual([1, 2, 3, 4]);
  chosen.none();
  expect(chosen.ids.size).toBe(0);
});
