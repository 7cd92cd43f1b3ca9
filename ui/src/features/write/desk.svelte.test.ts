import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { pretend } from '../../ipc/mock';
import { Disk } from '../../ipc/mock/disk';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { settled } from '../../parts/left';
import { words } from '../../words';
import Page from './Page.svelte';

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
