import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { pretend } from '../../ipc/mock';
import { Disk } from '../../ipc/mock/disk';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { settled } from '../../parts/left';
import { deliveries, drafts } from '../../ipc/mock/writing';
import { words } from '../../words';
import Page from './Page.svelte';
import { sayQueued } from './sent';

const TEXT = 'Story time is back on Thursday';
const empty = { check: 'empty', level: 'stop' as const, words: 'Nothing', at: null, why: '', fix: null };
let disk: Disk;
let out: string[];

beforeEach(() => {
  disk = new Disk();
  out = [];
  toasts.list.length = 0;
  disk.put(31, '', { targets: [1] });
  disk.found = ({ text }) => (text === '' ? [empty] : []);
  setTransport(
    pretend({
      ...disk.handlers(),
      outbox_send: ({ draft }) => {
        const stored = disk.stored(draft)!;
        out.push(stored.text);
        disk.drafts.set(draft, { ...stored, queued_at: 1 });
        return [];
      },
    }),
  );
  location.hash = '#/write/31';
});

it('sends what was typed, though its page is left with the press of Send', async () => {
  const page = render(Page);
  const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: words.write.text });
  // The checks have looked at the empty sheet, and said stop.
  await vi.waitFor(() => expect(disk.looks.length).toBeGreaterThan(0));
  const send = await screen.findByRole('button', { name: words.write.send(1) });
  await vi.waitFor(() => expect(send.matches(':disabled')).toBe(true));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  box.value = TEXT;
  await fireEvent.input(box);
  await fireEvent.click(send);
  location.hash = '#/today';
  page.unmount();
  await vi.waitFor(() => expect(out).toEqual([TEXT]), { timeout: 3000 });
  await settled();
  await vi.waitFor(() => expect(toasts.list.map(({ tone }) => tone)).toEqual(['good']));
  expect(location.hash).toBe('#/today');
});

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });

/** A text in which a hashtag is mended, as far as the press of the button. */
async function mended(): Promise<HTMLTextAreaElement> {
  disk.put(31, 'Friday #storytime and more', { targets: [1] });
  const at = { start: 7, end: 17 };
  const fix = { kind: 'replace' as const, label: 'Write it as #StoryTime', at, with: '#StoryTime' };
  disk.found = ({ text }) =>
    text.includes('#storytime') ? [{ check: 'hashtags', level: 'warn', words: 'One word', at, why: '', fix }] : [];
  render(Page);
  await fireEvent.click(await button(fix.label));
  const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: words.write.text });
  await vi.waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual([words.write.mended]));
  return box;
}

it('leaves the cursor behind the words that were mended, with nothing selected', async () => {
  const box = await mended();
  expect(box.value).toBe('Friday #StoryTime and more');
  expect([box.selectionStart, box.selectionEnd]).toEqual([17, 17]);
  expect(document.activeElement).toBe(box);
});

it('offers no change to be taken back once its page is left', async () => {
  await mended();
  expect(toasts.list[0]?.action?.label).toBe(words.write.takeBack);
  cleanup();
  expect(toasts.list).toEqual([]);
});

it('goes on in the answer that was added to a poll', async () => {
  disk.put(31, TEXT, { targets: [1], poll: { options: ['Yes', 'No'], several: false, lasts_seconds: 86_400 } });
  render(Page);
  await fireEvent.click(await button(words.write.poll.addAnswer));
  const added = await screen.findByRole('textbox', { name: words.write.poll.answer(3) });
  await vi.waitFor(() => expect(document.activeElement).toBe(added));
});

it('goes on at the next picture when one is taken out, and in the text after the last', async () => {
  const [media] = drafts.flatMap((draft) => draft.media);
  disk.put(31, TEXT, { targets: [1], media: media ? [media, { ...media, hash: 'other' }] : [] });
  render(Page);
  const remove = (): Promise<HTMLElement[]> => screen.findAllByRole('button', { name: words.write.removePicture });
  expect(await remove()).toHaveLength(2);
  await fireEvent.click((await remove())[0]!);
  await vi.waitFor(async () => expect(await remove()).toHaveLength(1));
  const [left] = await remove();
  await vi.waitFor(() => expect(document.activeElement).toBe(left));
  await fireEvent.click(left!);
  const box = screen.getByRole('textbox', { name: words.write.text });
  await vi.waitFor(() => expect(document.activeElement).toBe(box));
});

it('says before and after Send that everything is paused, and how to go on', async () => {
  const [due] = deliveries.filter(({ state }) => state.state === 'due' || state.state === 'sending');
  const waits = { ...due!, state: { state: 'due' as const } };
  disk.put(31, TEXT, { targets: [1] });
  setTransport(
    pretend({
      ...disk.handlers(),
      pause_state: () => ({ since: 1, reason: 'storm', held: 0 }),
      outbox_send: () => [waits],
    }),
  );
  render(Page);
  expect(await screen.findByText(words.write.sendPaused, { exact: false })).toBeTruthy();
  sayQueued([waits], 'now', false, true);
  const [told] = toasts.list;
  expect(told?.text).toBe(words.write.sentPaused(1));
  expect(told?.action?.label).toBe(words.parts.pause.resume);
});
