import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft, Visibility } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { accounts } from '../../ipc/mock/desk';
import { threadToAnswer } from '../../ipc/mock/inbox';
import { draft } from '../../ipc/mock/writing';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { words } from '../../words';
import Reply from './Reply.svelte';

let sent: number[] = [];
let saved: string[] = [];
/** What the program begins where nothing was begun. */
let made: Draft;
const all: Visibility[] = ['public', 'unlisted', 'direct'];
const asked = words.talks.reads;
const begun: Draft = { ...draft(71, 'Until eight', 60), answers: 4, visibility: 'direct' };

beforeEach(() => {
  [sent, saved, made] = [[], [], begun];
  toasts.list = [];
  setTransport(
    pretend({
      reply_draft: () => made,
      draft_save: (input) => {
        saved.push(input.visibility);
        return { ...made, ...input, revision: input.revision + 1 };
      },
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

describe('who sees the next answer', () => {
  const box = (): HTMLTextAreaElement => screen.getByRole<HTMLTextAreaElement>('textbox');
  const list = (): HTMLSelectElement => screen.getByRole<HTMLSelectElement>('combobox');
  const answer = async (text: string): Promise<void> => {
    await fireEvent.input(box(), { target: { value: text } });
    await waitFor(() => expect(saved.length).toBeGreaterThan(0));
    await fireEvent.click(screen.getByRole('button', { name: words.inbox.reply }));
    await waitFor(() => expect(sent.length).toBe(1));
  };

  it('is as private as the last one was, and that is said', () => {
    render(Reply, { thread: threadToAnswer({ visibilities: ['direct', 'public'] }), account: accounts[0] });
    expect(list().value).toBe('direct');
    expect(document.body.textContent).toContain(asked.directAsLast('Dana K.'));
  });

  it('stays private right after a private answer, before the conversation has it, and says no more once it has', async () => {
    made = { ...draft(72, '', 60), answers: 5, visibility: 'public' };
    const thread = threadToAnswer({ visibilities: all });
    const view = render(Reply, { thread, account: accounts[0] });
    await fireEvent.change(list(), { target: { value: 'direct' } });
    await answer('Please come by.');
    expect(saved.at(-1)).toBe('direct');
    await waitFor(() => expect(box().value).toBe(''));
    expect(list().value).toBe('direct');
    await view.rerender({
      thread: { ...thread, visibilities: ['direct', 'public', 'unlisted'], count: thread.count + 1 },
    });
    expect(list().value).toBe('direct');
  });

  it('leaves the keyboard in the box, whatever was pressed', async () => {
    render(Reply, { thread: threadToAnswer({ visibilities: all }), account: accounts[0] });
    screen.getByRole('button', { name: words.inbox.reply }).focus();
    await answer('At ten.');
    await waitFor(() => expect(document.activeElement).toBe(box()));
  });

  it('is not said to be as the last one was where that may have been to somebody else', () => {
    const thread = threadToAnswer({ visibilities: ['direct', 'public'] });
    thread.conversation.merged = 1;
    render(Reply, { thread, account: accounts[0] });
    expect(document.body.textContent).toContain(asked.direct('Dana K.'));
    expect(document.body.textContent).not.toContain(asked.directAsLast('Dana K.'));
  });

  it('is not opened by what comes in while one types', async () => {
    made = { ...draft(73, '', 60), answers: 6, visibility: 'public' };
    render(Reply, { thread: threadToAnswer({ visibilities: ['direct', 'public'] }), account: accounts[0] });
    await fireEvent.input(box(), { target: { value: 'Your card' } });
    await waitFor(() => expect(saved.at(-1)).toBe('direct'));
    expect(list().value).toBe('direct');
  });

  it('is said of the draft itself, also where they wrote privately since', async () => {
    made = { ...draft(74, 'At ten.', 60), answers: 4, visibility: 'public' };
    render(Reply, { thread: threadToAnswer({ visibilities: ['direct'], draft: 74 }), account: accounts[0] });
    await waitFor(() => expect(box().value).toBe('At ten.'));
    expect(list().value).toBe('public');
    expect(document.body.textContent).toContain(asked.public);
  });
});

it('says that it waits where everything is paused', async () => {
  made = { ...draft(75, '', 60), answers: 5, visibility: 'public' };
  render(Reply, { thread: threadToAnswer(), account: accounts[0], paused: true });
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'At ten.' } });
  await waitFor(() => expect(saved.length).toBeGreaterThan(0));
  await fireEvent.click(screen.getByRole('button', { name: words.inbox.reply }));
  await waitFor(() => expect(toasts.list.map((one) => one.text)).toEqual([words.talks.sentPaused]));
});
