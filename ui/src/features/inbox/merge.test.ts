import { expect, test } from 'vitest';
import { conversations } from '../../ipc/mock/inbox';
import { allLabels, others } from './merge';

const first = conversations[0]!;

test('of the same person come first, and only of the same account', () => {
  const one = (id: number, handle: string, account: number, last_at: number) => ({
    ...first,
    id,
    account,
    last_at,
    with: { ...first.with, handle },
  });
  const own = one(1, 'maya', 1, 50);
  const all = [own, one(2, 'walter', 1, 40), one(3, 'maya', 1, 10), one(4, 'maya', 2, 60), one(5, 'eli', 1, 45)];
  expect(others(own, all).map((each) => each.id)).toEqual([3, 5, 2]);
});

test('both labels are seen, each once', () => {
  expect(allLabels({ ...first, label: null, merged_labels: ['complaint'] })).toEqual(['complaint']);
  expect(allLabels({ ...first, label: 'question', merged_labels: ['complaint', 'question'] })).toEqual([
    'question',
    'complaint',
  ]);
});
