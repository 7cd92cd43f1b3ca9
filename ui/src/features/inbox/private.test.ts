import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { accounts } from '../../ipc/mock/desk';
import { threadToAnswer } from '../../ipc/mock/inbox';
import { draft } from '../../ipc/mock/writing';
import { setTransport } from '../../ipc/transport';
import AskHost from '../../kit/AskHost.svelte';
import { words } from '../../words';
import Reply from './Reply.svelte';

const READY = 'Please call us at 518 555 0100.';
const said = words.moderation;

let saved: string[] = [];
let sent: number[] = [];
let answered: (number | null)[] = [];

beforeEach(() => {
  [saved, sent, answered] = [[], [], []];
  const begun: Draft = draft(71, '', 60);
  let stored = begun;
  setTransport(
    pretend({
      private_answer: () => ({ text: READY }),
      reply_draft: ({ answers }) => {
        answered.push(answers);
        stored = { ...stored, answers };
        return stored;
      },
      draft_save: (input) => {
        saved.push(input.text);
        stored = { ...begun, ...input, revision: input.revision + 1 };
        return stored;
      },
      outbox_send: ({ draft }) => {
        sent.push(draft);
        stored = begun;
        return [];
      },
    }),
  );
});

interface TakesPrivate {
  takePrivate: (message: number | null, name: string) => Promise<boolean>;
}

/** What the box of the answer lets others do. */
const takes = (component: unknown): TakesPrivate => component as TakesPrivate;

describe('taking it private', () => {
  it('puts the ready answer in the box and sends it after one question, to whom it was meant for', async () => {
    render(AskHost);
    const { component } = render(Reply, { thread: threadToAnswer(), account: accounts[0] });
    const done = takes(component).takePrivate(4, 'Ana Reyes');
    const yes = await screen.findByRole('button', { name: said.privateYes });
    expect(document.body.textContent).toContain('It repeats nothing of what they wrote');
    expect(sent).toEqual([]);
    await fireEvent.click(yes);
    expect(await done).toBe(true);
    expect([answered[0], saved.at(-1), sent]).toEqual([4, READY, [71]]);
  });

  it('stays in the box where nobody sends it', async () => {
    render(AskHost);
    const { component } = render(Reply, { thread: threadToAnswer(), account: accounts[0] });
    const done = takes(component).takePrivate(null, 'Ana Reyes');
    await screen.findByRole('button', { name: said.privateYes });
    await fireEvent.click(screen.getByRole('button', { name: words.kit.cancel }));
    expect(await done).toBe(false);
    expect(sent).toEqual([]);
    await waitFor(() => expect(saved.at(-1)).toBe(READY));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe(READY);
    expect(answered[0]).toBe(5);
  });

  it('leaves words of one’s own out, and they are back in the box afterwards', async () => {
    render(AskHost);
    const { component } = render(Reply, { thread: threadToAnswer(), account: accounts[0] });
    const box = screen.getByRole<HTMLTextAreaElement>('textbox');
    await fireEvent.input(box, { target: { value: 'Dear Ana' } });
    await waitFor(() => expect(saved.at(-1)).toBe('Dear Ana'));
    const done = takes(component).takePrivate(4, 'Ana Reyes');
    const yes = await screen.findByRole('button', { name: said.privateYes });
    const asked = screen.getByRole('dialog').textContent;
    expect(asked).toContain(said.privateOwn);
    expect(asked).not.toContain('Dear Ana');
    expect(box.value).toBe('Dear Ana');
    await fireEvent.click(yes);
    expect(await done).toBe(true);
    expect(sent).toEqual([71]);
    expect(saved.filter((text) => text.includes('Dear Ana') && text.includes(READY))).toEqual([]);
    await waitFor(() => expect(saved.slice(-2)).toEqual([READY, 'Dear Ana']));
    expect(box.value).toBe('Dear Ana');
  });

  it('changes nothing in the box where one’s own words stand there and nobody sends it', async () => {
    render(AskHost);
    const { component } = render(Reply, { thread: threadToAnswer(), account: accounts[0] });
    const box = screen.getByRole<HTMLTextAreaElement>('textbox');
    await fireEvent.input(box, { target: { value: 'Dear Ana' } });
    const done = takes(component).takePrivate(4, 'Ana Reyes');
    await screen.findByRole('button', { name: said.privateYes });
    await fireEvent.click(screen.getByRole('button', { name: words.kit.cancel }));
    expect(await done).toBe(false);
    expect([box.value, sent]).toEqual(['Dear Ana', []]);
  });
});
