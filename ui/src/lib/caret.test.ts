import { expect, it } from 'vitest';
import { begunAt, completed, fits, put, type } from './caret';

const begun = (text: string): string | undefined => begunAt(text, text.length)?.prefix;

it('finds the hashtag or the name before the caret', () => {
  expect(begun('Come: #Story')).toBe('#Story');
  expect(begun('#s')).toBe('#s');
  expect(begun('(#été_2')).toBe('#été_2');
  expect(begun('Hello @ann')).toBe('@ann');
  expect(begun('Hello @ann@lib.example')).toBe('@ann@lib.example');
  expect(begun('Hello @glen-falls.example.org')).toBe('@glen-falls.example.org');
  expect(begun('🦆#duck')).toBe('#duck');
});

it('finds nothing elsewhere', () => {
  for (const text of [
    '',
    '#',
    '@',
    'a#b',
    'mail ann@lib',
    'https://x.example/#top',
    '##x',
    '&#39',
    'Story #Time ',
    '#a.b',
  ]) {
    expect(begun(text), text).toBeUndefined();
  }
});

it('looks only at what is before the caret', () => {
  expect(begunAt('#Story time', 4)).toEqual({ prefix: '#Sto', start: 0, end: 4 });
  expect(begunAt('#Story time', 11)).toBeNull();
});

it('puts a word in the place of what was begun', () => {
  const at = { prefix: '#sto', start: 5, end: 9 };
  expect(put('Come #sto now', at, '#StoryTime')).toEqual({ text: 'Come #StoryTime now', caret: 15 });
  expect(completed('Come #sto now', at, '#StoryTime')).toBe('#StoryTime');
  expect(completed('Come #sto', at, '#StoryTime')).toBe('#StoryTime ');
});

it('types into a field where the browser has no command for it, and tells', () => {
  const box = document.createElement('textarea');
  document.body.append(box);
  box.value = 'a 🦆 b';
  let told = 0;
  box.addEventListener('input', () => (told += 1));
  type(box, { start: 5, end: 5 }, '📚 ');
  expect([box.value, box.selectionStart, told]).toEqual(['a 🦆 📚 b', 8, 1]);
  type(box, { start: 0, end: 1 }, '#StoryTime');
  expect(box.value).toBe('#StoryTime 🦆 📚 b');
  box.remove();
});

it('knows what still fits when one types on', () => {
  expect(fits({ insert: '#StoryTime', name: '' }, '#stor')).toBe(true);
  expect(fits({ insert: '#StoryTime', name: '' }, '#story')).toBe(true);
  expect(fits({ insert: '#StoryTime', name: '' }, '#stx')).toBe(false);
  expect(fits({ insert: '@ann@lib.example', name: 'Anna Éluard' }, '@elu')).toBe(true);
  expect(fits({ insert: '@ann@lib.example', name: 'Anna Éluard' }, '@uard')).toBe(false);
});
