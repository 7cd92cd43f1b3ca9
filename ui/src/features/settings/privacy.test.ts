import { expect, test } from 'vitest';
import { cardLines, cardNumbers, lines } from './privacy';

test('formats of cards are read line by line', () => {
  const numbers = [
    { length: 7, prefix: '84' },
    { length: 9, prefix: '' },
  ];
  expect(cardNumbers('7, 84\n\n 9 \n')).toEqual(numbers);
  expect(cardLines(numbers)).toBe('7, 84\n9');
  expect(cardNumbers(cardLines(numbers))).toEqual(numbers);
});

test('empty lines are none', () => {
  expect(lines(' a \n\n b')).toEqual(['a', 'b']);
});

test('what is no format is kept as it was typed, for the program to refuse', () => {
  const typed = '3\nseven\n5, 12345\n123';
  expect(cardNumbers(typed)).toEqual([
    { length: 3, prefix: '' },
    { length: 0, prefix: 'seven' },
    { length: 5, prefix: '12345' },
    { length: 0, prefix: '123' },
  ]);
  expect(cardLines(cardNumbers(typed))).toBe(typed);
});
