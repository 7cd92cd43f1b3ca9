import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pretend } from '../ipc/mock';
import { setTransport } from '../ipc/transport';
import Completing from './Completing.svelte';

let box: HTMLTextAreaElement;
let asked: string[] = [];
/** While it is pending, nothing is answered. */
let held: Promise<void> | undefined;

beforeEach(() => {
  asked = [];
  held = undefined;
  setTransport(
    pretend({
      completions: async ({ prefix }) => {
        asked.push(prefix);
        await held;
        return ['#StoryTime', '#StoryWalk']
          .filter((tag) => tag.toLowerCase().startsWith(prefix.toLowerCase()))
          .map((insert, at) => ({ kind: 'tag', insert, name: '', known: at === 0, times: 2 }));
      },
    }),
  );
  box = document.createElement('textarea');
  document.body.append(box);
  render(Completing, { box });
  box.focus();
});

afterEach(() => box.remove());

/** Types at the end of the field. */
async function type(words: string): Promise<void> {
  box.value += words;
  box.setSelectionRange(box.value.length, box.value.length);
  await fireEvent.input(box);
}

const options = (): string[] =>
  screen.queryAllByRole('option').map((one) => one.textContent.trim().split(/\s+/)[0] ?? '');

it('asks once before anybody types, because the first answer takes longest', async () => {
  await vi.waitFor(() => expect(asked).toEqual(['#']));
  expect(options()).toEqual([]);
});

it('offers what a tag may become, and tells the field which is chosen', async () => {
  await type('Come: #sto');
  await vi.waitFor(() => expect(options()).toEqual(['#StoryTime', '#StoryWalk']));
  expect(box.getAttribute('aria-autocomplete')).toBe('list');
  expect(box.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
  const chosen = (): string | null | undefined =>
    document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-selected');
  expect(chosen()).toBe('true');
  await fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true');
  expect(chosen()).toBe('true');
});

it.each(['Enter', 'Tab'])('takes the chosen one with %s, and the key does nothing else', async (key) => {
  await type('Come: #sto');
  await vi.waitFor(() => expect(options()).toHaveLength(2));
  await fireEvent.keyDown(box, { key: 'ArrowDown' });
  expect(await fireEvent.keyDown(box, { key })).toBe(false);
  expect(box.value).toBe('Come: #StoryWalk ');
  expect(options()).toEqual([]);
  expect(box.hasAttribute('aria-activedescendant')).toBe(false);
  expect(await fireEvent.keyDown(box, { key })).toBe(true);
});

it('closes with Escape, leaves the words, and opens again with the next letter', async () => {
  await type('#sto');
  await vi.waitFor(() => expect(options()).toHaveLength(2));
  await fireEvent.keyDown(box, { key: 'Escape' });
  expect([box.value, options()]).toEqual(['#sto', []]);
  await type('ryt');
  await vi.waitFor(() => expect(options()).toEqual(['#StoryTime']));
});

it('offers nothing where nothing fits, and nothing that stands there already', async () => {
  await type('#xyz');
  await type(' #StoryTim');
  await vi.waitFor(() => expect(options()).toEqual(['#StoryTime']));
  await type('e');
  await vi.waitFor(() => expect(options()).toEqual([]));
});

it('takes all that was typed when a key comes before the answer, and keeps what was chosen', async () => {
  await type('Come: #sto');
  await vi.waitFor(() => expect(options()).toHaveLength(2));
  await fireEvent.keyDown(box, { key: 'ArrowDown' });
  held = new Promise(() => undefined);
  await type('ry');
  expect(options()).toEqual(['#StoryTime', '#StoryWalk']);
  await fireEvent.keyDown(box, { key: 'Enter' });
  expect(box.value).toBe('Come: #StoryWalk ');
});

it('no longer offers what does not fit any more, before the answer comes', async () => {
  await type('Come: #sto');
  await vi.waitFor(() => expect(options()).toHaveLength(2));
  held = new Promise(() => undefined);
  await type('ryw');
  expect(options()).toEqual(['#StoryWalk']);
  await type('x');
  expect(options()).toEqual([]);
  expect(await fireEvent.keyDown(box, { key: 'Enter' })).toBe(true);
});
