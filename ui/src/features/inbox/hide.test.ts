import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HiddenItem, HideAsked, MessageView, PolicyClause } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { message } from '../../ipc/mock/inbox';
import { settings } from '../../ipc/mock/desk';
import { author } from '../../ipc/mock/posts';
import { CallProblem } from '../../ipc/problem';
import { setTransport } from '../../ipc/transport';
import { words } from '../../words';
import { canHide, isHidden } from './hide';
import HideDialog from './HideDialog.svelte';

const said = words.moderation;
const ana = author('Ana Reyes', '@ana@town.example');
const offered = { hides: 'Only the writer still sees it.', hidden: null, blocks: false };
const about = (more: Partial<MessageView> = {}): MessageView =>
  message(ana, 'My card 2•••••••••2344 is blocked', 60, false, { moderation: offered, ...more });
const stands = (stand: 'hidden' | 'hiding' | 'restored' | 'refused'): MessageView =>
  about({ moderation: { ...offered, hidden: { id: 1, stand, clause: 'True threats', at: 0 } } });

const clause = (id: number, code: string, posted = true): PolicyClause => ({
  id,
  code,
  label: `Clause ${code}`,
  words: `As posted: ${code}`,
  posted,
});

/** Something that was hidden before. */
const before: HiddenItem = {
  hidden: { id: 3, stand: 'hidden', clause: 'Clause THREAT', at: 0 },
  since: 0,
  account: 1,
  handle: '@library@town.example',
  platform: 'scripted',
  author: 'Wes',
  snippet: 'Burn it down',
  quoted: 'Burn it down',
  agreed: '',
  url: null,
  record: 1,
  conversation: null,
};

let second = false;
let asked: HideAsked[] = [];
let under: string[] = [];
let answer: () => void = () => undefined;

beforeEach(() => {
  second = false;
  asked = [];
  under = [];
  answer = () => undefined;
  setTransport(
    pretend({
      settings: () => ({ ...settings, second_person: second }),
      policy: () => ({ clauses: [clause(1, 'PII'), clause(2, 'THREAT'), clause(3, 'OFF_TOPIC', false)], appeal: '' }),
      hidden: ({ clause }) => {
        under.push(clause);
        return { items: clause === 'THREAT' ? [before] : [], next: null, count: clause === 'THREAT' ? 1 : 0 };
      },
      message_hide: (input) => {
        asked.push(input);
        answer();
        return { hidden: { id: 9, stand: 'hidden', clause: 'Clause PII', at: 0 }, notice: 'We have hidden it.' };
      },
    }),
  );
});

const yes = (): HTMLButtonElement => screen.getByRole<HTMLButtonElement>('button', { name: said.yes });
const quoted = (): HTMLTextAreaElement => screen.getByLabelText<HTMLTextAreaElement>(said.quoted);

describe('what can be hidden', () => {
  it('is what the platform lets the library hide, and is not hidden', () => {
    expect(canHide(about())).toBe(true);
    expect(canHide(about({ moderation: null }))).toBe(false);
    expect(canHide(about({ id: null }))).toBe(false);
    for (const stand of ['hidden', 'hiding'] as const) {
      expect([canHide(stands(stand)), isHidden(stands(stand))]).toEqual([false, true]);
    }
    for (const stand of ['restored', 'refused'] as const) {
      expect([canHide(stands(stand)), isHidden(stands(stand))]).toEqual([true, false]);
    }
  });
});

describe('hiding', () => {
  it('needs a clause, also where the words at issue are given', async () => {
    render(HideDialog, { message: about(), code: '', onclose: () => undefined });
    expect(await screen.findByText('Only the writer still sees it.')).toBeTruthy();
    for (const line of [said.copyFirst, said.never, said.mute]) expect(screen.getByText(line)).toBeTruthy();
    const select = screen.getByLabelText<HTMLSelectElement>(said.clause);
    await waitFor(() => expect([...select.options]).toHaveLength(3));
    expect([...select.options].map((one) => one.textContent)).toEqual([said.clauseNone, 'Clause PII', 'Clause THREAT']);
    await fireEvent.input(quoted(), { target: { value: 'is blocked' } });
    expect(yes().disabled).toBe(true);
  });

  it('needs the words at issue, also where a clause is chosen, and shows what was hidden under it before', async () => {
    let closed: unknown;
    render(HideDialog, { message: about(), code: 'THREAT', onclose: (done: unknown) => void (closed = done) });
    expect(await screen.findByText(said.sameCount(1))).toBeTruthy();
    expect(screen.getByText('Burn it down')).toBeTruthy();
    expect(under).toEqual(['THREAT']);
    await fireEvent.input(quoted(), { target: { value: ' ' } });
    expect(yes().disabled).toBe(true);
    await fireEvent.input(quoted(), { target: { value: 'is blocked' } });
    await waitFor(() => expect(yes().disabled).toBe(false));
    await fireEvent.click(yes());
    await waitFor(() => expect(closed).toMatchObject({ notice: 'We have hidden it.' }));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ clause: 2, quoted: 'is blocked', without_pictures: false });
  });

  it('takes the words that are selected, and says so where none are', async () => {
    render(HideDialog, { message: about(), code: '', onclose: () => undefined });
    const take = await screen.findByRole<HTMLButtonElement>('button', { name: said.useSelected });
    expect([take.disabled, take.getAttribute('aria-describedby')]).toEqual([true, 'select-first']);
    expect(document.getElementById('select-first')?.textContent).toBe(said.useSelectedFirst);
    const text = screen.getByText('My card 2•••••••••2344 is blocked').firstChild;
    getSelection()?.setBaseAndExtent(text!, 3, text!, 7);
    await fireEvent(document, new Event('selectionchange'));
    expect(take.disabled).toBe(false);
    // A press on the button takes the selection away from the message.
    getSelection()?.removeAllRanges();
    await fireEvent(document, new Event('selectionchange'));
    await fireEvent.click(take);
    expect(quoted().value).toBe('card');
  });

  it('of what was taken private stands ready under its clause, with the number covered', async () => {
    render(HideDialog, { message: about(), code: 'PII', onclose: () => undefined });
    await waitFor(() => expect(yes().disabled).toBe(false));
    expect(quoted().value).toBe('My card 2•••••••••2344 is blocked');
  });

  it('needs a second person where the library asks for one, and tells who it was', async () => {
    second = true;
    render(HideDialog, { message: about(), code: 'PII', onclose: () => undefined });
    const agreed = await screen.findByLabelText<HTMLInputElement>(words.safeguards.agreed);
    await waitFor(() => expect([...screen.getByLabelText<HTMLSelectElement>(said.clause).options]).toHaveLength(3));
    expect(yes().disabled).toBe(true);
    await fireEvent.input(agreed, { target: { value: '   ' } });
    expect(yes().disabled).toBe(true);
    await fireEvent.input(agreed, { target: { value: 'R. L.' } });
    await waitFor(() => expect(yes().disabled).toBe(false));
    await fireEvent.click(yes());
    await waitFor(() => expect(asked.at(-1)?.agreed).toBe('R. L.'));
  });

  it('without a copy of the picture happens only where a person says so', async () => {
    answer = () => {
      throw new CallProblem({ code: 'bad_input', message: 'It cannot be copied.', field: 'without_pictures' });
    };
    render(HideDialog, { message: about(), code: 'PII', onclose: () => undefined });
    await waitFor(() => expect(yes().disabled).toBe(false));
    expect(screen.queryByLabelText(said.without)).toBeNull();
    await fireEvent.click(yes());
    expect(await screen.findByText('It cannot be copied.')).toBeTruthy();
    answer = () => undefined;
    await fireEvent.click(screen.getByLabelText(said.without));
    await fireEvent.click(yes());
    await waitFor(() => expect(asked.at(-1)?.without_pictures).toBe(true));
  });
});
