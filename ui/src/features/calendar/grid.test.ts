import { describe, expect, it } from 'vitest';
import { firstHour, HOUR, lay, localOf, neighbour, placeAt, shutSpans, step } from './grid';

const days = ['2026-11-26', '2026-11-27'].map((date, at) => ({
  date,
  left: 100 * at,
  right: 100 * (at + 1),
  top: -200,
  bottom: -200 + 24 * HOUR,
}));

describe('dragging', () => {
  const held = { minute: 540, grabbed: 10 };
  const at = (x: number, minute: number): { x: number; y: number } => ({ x, y: -200 + 10 + (minute / 60) * HOUR });

  it('snaps to a quarter of an hour on the day under the pointer', () => {
    expect(placeAt(at(150, 607), days, held, HOUR)).toEqual({ date: '2026-11-27', minute: 600 });
    expect(placeAt(at(99, 608), days, held, HOUR)).toEqual({ date: '2026-11-26', minute: 615 });
  });

  it('stays within the day, and is nowhere beside the days', () => {
    expect(placeAt(at(10, -90), days, held, HOUR)?.minute).toBe(0);
    expect(placeAt(at(10, 2000), days, held, HOUR)?.minute).toBe(1425);
    expect(placeAt(at(201, 600), days, held, HOUR)).toBeNull();
    expect(placeAt(at(-1, 600), days, held, HOUR)).toBeNull();
  });

  it('keeps the hour where only days are shown', () => {
    expect(placeAt({ x: 150, y: 0 }, days, held, null)).toEqual({ date: '2026-11-27', minute: 540 });
    expect(placeAt({ x: 150, y: -300 }, days, held, null)).toBeNull();
  });
});

describe('moving by keys', () => {
  const from = { date: '2026-11-30', minute: 540 };

  it('goes by quarters of an hour and days in the week', () => {
    expect(step(from, 'ArrowDown', true)).toEqual({ date: '2026-11-30', minute: 555 });
    expect(step(from, 'ArrowUp', true)).toEqual({ date: '2026-11-30', minute: 525 });
    expect(step(from, 'ArrowRight', true)).toEqual({ date: '2026-12-01', minute: 540 });
    expect(step(from, 'ArrowLeft', true)).toEqual({ date: '2026-11-29', minute: 540 });
  });

  it('finds the quarter from any minute, and the next day past midnight', () => {
    expect(step({ ...from, minute: 547 }, 'ArrowDown', true)?.minute).toBe(555);
    expect(step({ ...from, minute: 547 }, 'ArrowUp', true)?.minute).toBe(540);
    expect(step({ ...from, minute: 1425 }, 'ArrowDown', true)).toEqual({ date: '2026-12-01', minute: 0 });
    expect(step({ ...from, minute: 0 }, 'ArrowUp', true)).toEqual({ date: '2026-11-29', minute: 1425 });
  });

  it('goes by days and weeks in the month, and by nothing else', () => {
    expect(step(from, 'ArrowDown', false)).toEqual({ date: '2026-12-07', minute: 540 });
    expect(step(from, 'ArrowUp', false)).toEqual({ date: '2026-11-23', minute: 540 });
    expect(step(from, 'a', false)).toBeNull();
  });

  it('is told to the program as the clock shows it', () => {
    expect(localOf({ date: '2026-11-26', minute: 65 })).toBe('2026-11-26T01:05');
  });
});

describe('choosing by keys', () => {
  const entries = [
    { id: 'a', date: '2026-11-23', minute: 540 },
    { id: 'b', date: '2026-11-23', minute: 780 },
    { id: 'c', date: '2026-11-25', minute: 600 },
    { id: 'd', date: '2026-11-25', minute: 790 },
    { id: 'e', date: '2026-11-28', minute: 100 },
  ];
  const from = (id: string, ...keys: string[]): string =>
    keys.reduce((now, key) => neighbour(entries, now, key) ?? now, id);

  it('goes through the day and to the nearest of the day beside', () => {
    expect(from('a', 'ArrowDown')).toBe('b');
    expect(from('b', 'ArrowRight')).toBe('d');
    expect(from('a', 'ArrowRight')).toBe('c');
    expect(from('d', 'ArrowRight', 'ArrowLeft')).toBe('c');
    expect([from('c', 'Home'), from('c', 'End')]).toEqual(['a', 'e']);
  });

  it('stays at the ends', () => {
    expect(from('a', 'ArrowUp')).toBe('a');
    expect(from('a', 'ArrowLeft')).toBe('a');
    expect(from('e', 'ArrowRight', 'ArrowDown')).toBe('e');
    expect(neighbour(entries, 'gone', 'ArrowUp')).toBeNull();
  });
});

describe('laying out a day', () => {
  const laid = (...minutes: number[]): { cards: number[][]; folds: number[] } => {
    const { cards, folds } = lay(minutes.map((minute) => ({ minute })));
    return {
      cards: cards.map(({ entry, lane, lanes }) => [entry.minute, lane, lanes]),
      folds: folds.map((fold) => fold.count),
    };
  };

  it('gives each its own width where nothing is near', () => {
    expect(laid(540, 600, 720).cards).toEqual([
      [540, 0, 1],
      [600, 0, 1],
      [720, 0, 1],
    ]);
  });

  it('puts side by side what would lie over another', () => {
    expect(laid(540, 570, 600).cards).toEqual([
      [540, 0, 2],
      [570, 1, 2],
      [600, 0, 2],
    ]);
  });

  it('folds what finds no room', () => {
    expect(laid(540, 540, 540, 545, 550)).toEqual({
      cards: [
        [540, 0, 3],
        [540, 1, 3],
      ],
      folds: [3],
    });
  });

  it('keeps the last minutes of a day above its end', () => {
    expect(laid(1380, 1430).cards).toEqual([
      [1380, 0, 2],
      [1430, 1, 2],
    ]);
  });

  it('shades what is closed, and opens the week an hour before', () => {
    const open = [{ opens: 540, closes: 720 }];
    expect(shutSpans([...open, { opens: 780, closes: 1080 }])).toEqual([
      { from: 0, until: 540 },
      { from: 720, until: 780 },
      { from: 1080, until: 1440 },
    ]);
    expect(shutSpans([])).toEqual([{ from: 0, until: 1440 }]);
    expect([firstHour([{ open }]), firstHour([{ open: [] }])]).toEqual([8, 8]);
    expect(firstHour([{ open: [{ opens: 615 }] }])).toBe(9);
  });
});
