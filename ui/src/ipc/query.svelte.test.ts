import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from './generated';
import { CallProblem } from './problem';
import { COALESCE_MS, query, type Query } from './query.svelte';
import { setTransport } from './transport';

interface Asked {
  name: string;
  input: unknown;
  answer: (data: unknown) => void;
  refuse: (why: unknown) => void;
}

let asked: Asked[] = [];
let tell: (change: Change) => void = () => undefined;
let stop: () => void = () => undefined;

/** One transport for all tests of the file: the line of events is opened once. */
setTransport({
  invoke: (name, input) =>
    new Promise((answer, refuse) => {
      asked.push({ name, input, answer, refuse });
    }),
  listen: (heard) => {
    tell = heard;
    return Promise.resolve(() => undefined);
  },
});

function within<T>(make: () => T): T {
  let made!: T;
  stop = $effect.root(() => {
    made = make();
  });
  flushSync();
  return made;
}

const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(COALESCE_MS + 1);
};

async function opened(make: () => Query<'drafts'>): Promise<Query<'drafts'>> {
  const made = within(make);
  // The opening of the line counts as a change of everything.
  await vi.advanceTimersByTimeAsync(0);
  asked[0]!.answer([]);
  await settle();
  for (const each of asked) each.answer([]);
  await settle();
  asked = [];
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('a query', () => {
  it('asks at once and shows what comes', async () => {
    const drafts = within(() => query('drafts'));
    expect(asked).toHaveLength(1);
    expect(drafts.loading).toBe(true);
    asked[0]!.answer([{ id: 1 }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts.data).toEqual([{ id: 1 }]);
    expect(drafts.loading).toBe(false);
  });

  it('answers many changes with one reading, and keeps the old answer meanwhile', async () => {
    const drafts = await opened(() => query('drafts'));
    for (let at = 0; at < 20; at += 1) tell('drafts');
    await settle();
    expect(asked).toHaveLength(1);
    expect(drafts.data).toEqual([]);
    asked[0]!.answer([{ id: 2 }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts.data).toEqual([{ id: 2 }]);
  });

  it('does not hear what is not its topic', async () => {
    await opened(() => query('drafts'));
    tell('feeds');
    tell('outbox');
    await settle();
    expect(asked).toHaveLength(0);
    tell('all');
    await settle();
    expect(asked).toHaveLength(1);
  });

  it('reads once more when something changed while it read', async () => {
    const drafts = await opened(() => query('drafts'));
    tell('drafts');
    await settle();
    tell('drafts');
    await settle();
    expect(asked).toHaveLength(1);
    asked[0]!.answer([{ id: 1 }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(2);
    asked[1]!.answer([{ id: 2 }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts.data).toEqual([{ id: 2 }]);
  });

  it('drops an answer to what is no longer asked', async () => {
    let id = $state(1);
    const draft = within(() => query('draft', () => ({ draft: id })));
    id = 2;
    flushSync();
    expect(asked.map((each) => each.input)).toEqual([{ draft: 1 }, { draft: 2 }]);
    asked[1]!.answer({ id: 2 });
    asked[0]!.answer({ id: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.data).toEqual({ id: 2 });
  });

  it('drops the old answer for another input, unless it is told to keep it', async () => {
    let id = $state(1);
    const draft = within(() => query('draft', () => ({ draft: id })));
    const kept = within(() => query('draft', () => ({ draft: id }), { keep: true }));
    for (const each of asked) each.answer({ id: 1 });
    await vi.advanceTimersByTimeAsync(0);
    id = 2;
    flushSync();
    expect(draft.data).toBeUndefined();
    expect(kept.data).toEqual({ id: 1 });
  });

  it('asks nothing while there is nothing to ask', async () => {
    let words = $state('');
    const found = within(() => query('search', () => (words === '' ? null : { words, limit: 0, ours: false })));
    expect(asked).toHaveLength(0);
    expect(found.loading).toBe(false);
    words = 'duck';
    flushSync();
    expect(asked).toHaveLength(1);
  });

  it('says what went wrong, keeps what it had, and gets well', async () => {
    const drafts = await opened(() => query('drafts'));
    tell('drafts');
    await settle();
    asked[0]!.refuse({ code: 'storage', message: 'The disk said no.' });
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts.problem).toBeInstanceOf(CallProblem);
    expect(drafts.problem?.code).toBe('storage');
    expect(drafts.data).toEqual([]);
    drafts.refresh();
    asked[1]!.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts.problem).toBeUndefined();
  });

  it('is quiet once its component is gone', async () => {
    const drafts = await opened(() => query('drafts'));
    tell('drafts');
    stop();
    await settle();
    tell('drafts');
    await settle();
    expect(asked).toHaveLength(0);
    expect(drafts.data).toEqual([]);
  });
});
