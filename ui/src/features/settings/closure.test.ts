import { expect, it } from 'vitest';
import type { Closure } from '../../ipc/generated';
import { closureOf, formOf } from './closure';

const day = { name: 'Fair', first: '2026-11-26', last: '2026-11-27' };

it('comes back as it was kept', () => {
  const kept: Closure[] = [
    { ...day, what: { kind: 'closed' } },
    { ...day, what: { kind: 'between', from: 0, until: 1440 } },
    { ...day, what: { kind: 'between', from: 725, until: 540 } },
    {
      ...day,
      what: {
        kind: 'hours',
        open: [
          { opens: 540, closes: 720 },
          { opens: 840, closes: 1560 },
        ],
      },
    },
  ];
  for (const each of kept) expect(closureOf(formOf(each))).toEqual(each);
});

it('lasts one day where no last day is told', () => {
  expect(closureOf({ ...formOf(null), first: '2026-11-26' })).toEqual({
    ...day,
    name: '',
    last: '2026-11-26',
    what: { kind: 'closed' },
  });
});

it('names the field that is no time', () => {
  const part = { ...formOf(null), kind: 'between' as const };
  expect(closureOf({ ...part, from: 'noon' })).toBe('from');
  expect(closureOf({ ...part, from: '24:00' })).toBe('from');
  expect(closureOf({ ...part, until: '25' })).toBe('until');
  const open = [
    { opens: '9', closes: '5 pm' },
    { opens: '', closes: '9' },
  ];
  expect(closureOf({ ...formOf(null), kind: 'hours', open })).toBe('opens-1');
  expect(closureOf({ ...formOf(null), kind: 'hours', open: [{ opens: '9', closes: 'x' }] })).toBe('closes-0');
});
