import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Change } from './generated';
import { PagedList } from './paged.svelte';
import { COALESCE_MS } from './query.svelte';
import { setTransport } from './transport';

let tell: (change: Change) => void = () => undefined;
setTransport({
  invoke: () => Promise.reject(new Error('nothing is asked here')),
  listen: (heard) => {
    tell = heard;
    return Promise.resolve(() => undefined);
  },
});

/** What the program holds, and the pages that were asked for: how many stood already, and the limit. */
let held: number[] = [];
let asked: [number, number][] = [];
let refuse = false;
const list = (): PagedList<number> =>
  new PagedList(
    'conversations',
    (read, limit) => {
      asked.push([read.length, limit]);
      if (refuse) return Promise.reject(new Error('no'));
      const items = held.slice(read.length, read.length + limit);
      return Promise.resolve({ items, more: read.length + limit < held.length });
    },
    3,
    4,
  );
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(COALESCE_MS + 1);
};
let stop: () => void = () => undefined;

async function begun(): Promise<PagedList<number>> {
  const made = list();
  stop = made.start();
  await settle();
  asked = [];
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  held = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  refuse = false;
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('goes down step by step, never asks for more at once than it may, and ends', async () => {
  const made = await begun();
  expect([made.items, made.more, made.loading]).toEqual([[1, 2, 3], true, false]);
  made.older();
  await settle();
  expect(made.items).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked).toEqual([
    [0, 4],
    [4, 2],
  ]);
  made.older();
  await settle();
  made.older();
  await settle();
  expect([made.items, made.more]).toEqual([held, false]);
  asked = [];
  made.older();
  expect(asked).toEqual([]);
});

it('reads again, as far down as it was, when what it shows changes, and only then', async () => {
  const made = await begun();
  made.older();
  await settle();
  held = [0, ...held];
  asked = [];
  tell('settings');
  await settle();
  expect(asked).toEqual([]);
  tell('inbox');
  tell('accounts');
  await settle();
  expect(made.items).toEqual([0, 1, 2, 3, 4, 5]);
  expect(asked.length).toBe(2);
  stop();
  tell('inbox');
  await settle();
  expect(asked.length).toBe(2);
});

it('keeps what it has when reading fails, and says so until it works', async () => {
  const made = await begun();
  refuse = true;
  made.refresh();
  await settle();
  expect(made.problem).toBeDefined();
  expect(made.items).toEqual([1, 2, 3]);
  refuse = false;
  made.refresh();
  await settle();
  expect(made.problem).toBeUndefined();
});
