import { expect, it } from 'vitest';
import { blanksIn } from './blanks';

it('finds what is still to be filled in, each once', () => {
  expect(blanksIn('Ask for {name} or {desk phone}. {name} knows.')).toEqual(['name', 'desk phone']);
});

it('leaves other braces alone', () => {
  expect(blanksIn('{} { } {1} { a } {"json": 1} a{b')).toEqual([]);
});
