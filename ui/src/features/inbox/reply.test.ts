import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import type { Draft } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { accounts } from '../../ipc/mock/desk';
import { threadToAnswer } from '../../ipc/mock/inbox';
import { draft } from '../../ipc/mock/writing';
import { setTransport } from '../../ipc/transport';
import { words } from '../../words';
import Reply from './Reply.svelte';

let sent: number[] = [];
const begun: Draft = { ...draft(71, 'Until eight', 60), answers: 4 };

beforeEach(() => {
  sent = [];
  setTransport(
    pretend({
      reply_draft: () => begun,
      draft_save: (input) => ({ ...begun, ...input, revision: input.revision + 1 }),
      outbox_send: ({ draft }) => {
        sent.push(draft);
        return [];
      },
    }),
  );
});

it('names whom the draft answers, also where another wrote last', async () => {
  const nameOf = (message: number) => (message === 4 ? 'Walter Simm' : 'Maya Lind');
  render(Reply, {
    thread: threadToAnswer({ visibilities: ['direct'], draft: begun.id }),
    account: accounts[0],
    nameOf,
  });
  await screen.findByRole('textbox', { name: words.inbox.replyLabel('Walter Simm') });
  await waitFor(() => expect(document.body.textContent).toContain('Walter Simm'));
  expect(document.body.textContent).not.toContain('Maya Lind');
});

it('is not sent while a place in braces is to be filled in', async () => {
  render(Reply, { thread: threadToAnswer({ visibilities: ['direct'], draft: begun.id }), account: accounts[0] });
  const box = await screen.findByRole<HTMLTextAreaElement>('textbox');
  await waitFor(() => expect(box.value).toBe('Until eight'));
  await fireEvent.input(box, { target: { value: 'Ask for {name}.' } });
  await screen.findByText(words.conversations.replyBlanks('name'));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: words.inbox.reply }).disabled).toBe(true);
  await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
  expect(sent).toEqual([]);
});
