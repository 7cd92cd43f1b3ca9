import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, it } from 'vitest';
import DateTimeField from './DateTimeField.svelte';

const focused = (): Element => document.activeElement ?? document.body;

async function type(keys: string): Promise<void> {
  for (const key of keys) await fireEvent.keyDown(focused(), { key });
}

function field(value: string, time = true): { part: (at: number) => HTMLElement; taken: string[] } {
  const taken: string[] = [];
  render(DateTimeField, { label: 'Day and time', value, time, onpick: (now: string) => taken.push(now) });
  const parts = screen.getAllByRole('spinbutton');
  return {
    part: (at) => {
      const found = parts[at];
      if (!found) throw new Error(`no part ${at}`);
      return found;
    },
    taken,
  };
}

const shown = (): string =>
  screen
    .getAllByRole('spinbutton')
    .map((part) => part.textContent)
    .join(' ');

it('has each part in the order of the Tab key, and none that keeps the key for itself', () => {
  render(DateTimeField, { label: 'Day and time', value: '2026-11-26T09:00' });
  const parts = screen.getAllByRole('spinbutton');
  expect(parts).toHaveLength(5);
  for (const part of parts) {
    expect(part.tabIndex).toBe(0);
    expect(part.hasAttribute('contenteditable')).toBe(false);
  }
});

it.each([
  ['2026-11-27T17:30', '31122026', '2026-12-31T17:30'],
  ['2026-11-27T17:30', '31102027', '2027-10-31T17:30'],
  ['2027-02-10T08:00', '29022028', '2028-02-29T08:00'],
  ['2026-12-31T17:30', '30042027', '2027-04-30T17:30'],
  ['2026-11-27T17:30', '3/2/2027', '2027-02-03T17:30'],
  ['2026-11-27T17:30', '31/12/2026', '2026-12-31T17:30'],
  ['', '311220260905', '2026-12-31T09:05'],
])('over %s takes the day that is typed as %s', async (value, keys, expected) => {
  const { part, taken } = field(value);
  part(0).focus();
  await type(keys);
  expect(taken.at(-1)).toBe(expected);
  expect(screen.queryByRole('alert')).toBeNull();
});

it.each(['31022027', '31112026', '00122026', '12132026'])(
  'takes nothing where %s is no day, and says so',
  async (keys) => {
    const { part, taken } = field('2026-10-27T17:30');
    part(0).focus();
    await type(keys);
    expect(taken.at(-1)).toBe('');
    expect(taken.filter((one) => one.startsWith('2026-11-01') || one.startsWith('2027-02-01'))).toEqual([]);
    const [day, month, year] = [keys.slice(0, 2), keys.slice(2, 4), keys.slice(4)];
    expect(screen.getByRole('alert').textContent).toContain(`There is no ${day}/${month}/${year} 17:30.`);
  },
);

it('keeps the 31st while its month is changed by the arrow keys', async () => {
  const { part, taken } = field('2026-10-31T17:30');
  part(1).focus();
  await fireEvent.keyDown(part(1), { key: 'ArrowUp' });
  expect(shown()).toBe('31 11 2026 17 30');
  expect(taken.at(-1)).toBe('');
  await fireEvent.keyDown(part(1), { key: 'ArrowUp' });
  expect(taken.at(-1)).toBe('2026-12-31T17:30');
});

it('takes a part that was left with one digit, and no year with fewer than four', async () => {
  const { part, taken } = field('2026-11-27', false);
  part(0).focus();
  await type('3');
  expect(taken).toEqual([]);
  part(1).focus();
  await fireEvent.focusOut(part(0));
  expect(taken).toEqual(['2026-11-03']);
  part(2).focus();
  await type('202');
  part(2).blur();
  await tick();
  expect(taken.at(-1)).toBe('');
  expect(screen.getByRole('alert').textContent).toContain('There is no 03/11/202.');
});

it('shows what is set from outside, also after something that is no day', async () => {
  const { rerender } = render(DateTimeField, { label: 'Day', value: '2026-11-27', time: false });
  screen.getAllByRole('spinbutton')[0]?.focus();
  await type('31');
  expect(shown()).toBe('31 11 2026');
  await rerender({ value: '2027-01-05' });
  expect(shown()).toBe('05 01 2027');
});
