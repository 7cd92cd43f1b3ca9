import { expect, test } from 'vitest';
import { cardLines, cardNumbers, lines } from './privacy';

test('formats of cards are read line by line', () => {
  const numbers = [
    { length: 7, prefix: '84' },
    { length: 9, prefix: '' },
  ];
  expect(cardNumbers('7, 84\n\n 9 \n3\nseven\n5, 12345\n')).toEqual(numbers);
  expect(cardLines(numbers)).toBe('7, 84\n9');
  expect(cardNumbers(cardLines(numbers))).toEqual(numbers);
});

test('empty lines are none', () => {
  expect(lines(' a \n\n b')).toEqual(['a', 'b']);
});
