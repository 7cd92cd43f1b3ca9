import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EmergencyAbout, EmergencyKind, MessageView } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { message } from '../../ipc/mock/inbox';
import { author } from '../../ipc/mock/posts';
import { CallProblem } from '../../ipc/problem';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { words } from '../../words';
import { clauseOf, next } from './emergency';
import EmergencyDialog from './EmergencyDialog.svelte';

const said = words.emergency;
const ana = author('Ana Reyes', '@ana@town.example');
const moderation = { hides: 'Only the writer still sees it.', hidden: null, blocks: false };
const threat = (): MessageView => message(ana, 'I will burn it down', 60, false, { moderation });

let about: EmergencyAbout;
let asked: unknown[] = [];
let fails: CallProblem | null = null;

beforeEach(() => {
  about = {
    message: 1,
    name: 'Ana Reyes',
    person: '@ana@town.example',
    text: 'I will burn it down',
    pictures: 0,
    url: 'https://social.example/1',
    number: '',
    reports_to: { name: 'social.example', does: 'Its moderators get it.' },
    kept: null,
    report: null,
  };
  asked = [];
  fails = null;
  const answer = (input: unknown, change: Partial<EmergencyAbout>): EmergencyAbout => {
    asked.push(input);
    if (fails) throw fails;
    about = { ...about, ...change };
    return about;
  };
  setTransport(
    pretend({
      emergency_about: () => about,
      emergency_keep: (input) =>
        answer(input, { kept: { id: 1, kind: input.kind, record: 7, at: 0, outdated: false }, report: null }),
      emergency_report: (input) =>
        answer(input, { report: { stand: 'reported', at: 0, answer: 'Taken as report 3.' } }),
    }),
  );
});

const press = (name: string): HTMLButtonElement => screen.getByRole<HTMLButtonElement>('button', { name });
const show = (onhide: (code: string, pictures: boolean) => void = () => undefined): void => {
  render(EmergencyDialog, { message: threat(), onclose: () => undefined, onhide });
};
const choose = (kind: EmergencyKind): Promise<boolean> => fireEvent.click(screen.getByLabelText(said.kinds[kind]));

describe('in an emergency', () => {
  it('nothing goes on before a copy is kept, and the copy needs to know what it is', async () => {
    show();
    expect(await screen.findAllByText(said.call(''))).toBeTruthy();
    expect(press(said.keeps.first).disabled).toBe(true);
    expect(press(said.report('social.example')).disabled).toBe(true);
    expect(press(said.hide).disabled).toBe(true);
    await choose('private');
    await fireEvent.click(press(said.keeps.first));
    await waitFor(() => expect(press(said.report('social.example')).disabled).toBe(false));
    // The keyboard goes on to the next step, and what came of it is told.
    await waitFor(() => expect(document.activeElement).toBe(press(said.report('social.example'))));
    expect(toasts.announced).toContain('Kept as record no. 7');
    expect(press(said.hide).disabled).toBe(false);
    expect(asked).toMatchObject([{ kind: 'private', without_pictures: false }]);
    await fireEvent.click(press(said.report('social.example')));
    expect(await screen.findByText('Taken as report 3.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: said.report('social.example') })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(press(said.hide)));
    expect(toasts.announced).toMatch(/^Reported/);
    expect(asked[1]).toMatchObject({ again: false });
  });

  it('a copy that fails is said, and nothing is done after it', async () => {
    fails = new CallProblem({ code: 'disk_full', message: 'The disk is full.' });
    show();
    await screen.findAllByText(said.danger);
    await choose('threat');
    await fireEvent.click(press(said.keeps.first));
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
    expect(press(said.report('social.example')).disabled).toBe(true);
    expect(press(said.hide).disabled).toBe(true);
  });

  it('of a child the words alone are kept, and the clause and the copy fit when it is hidden', async () => {
    about.pictures = 2;
    let hiding: unknown;
    show((code, pictures) => (hiding = { code, pictures }));
    await screen.findAllByText(said.danger);
    expect(screen.queryByText(said.childText)).toBeNull();
    await choose('child');
    expect(screen.getByText(said.childText)).toBeTruthy();
    await fireEvent.click(press(said.keeps.first));
    await waitFor(() => expect(press(said.hide).disabled).toBe(false));
    await fireEvent.click(press(said.hide));
    expect(hiding).toEqual({ code: 'OBSCENE_LEGAL', pictures: false });
  });

  it('what may have arrived is sent again only by a press that says so', async () => {
    about.kept = { id: 1, kind: 'threat', record: 7, at: 0, outdated: false };
    about.report = { stand: 'doubt', at: 0, answer: 'The line was cut.' };
    show();
    expect(await screen.findByText(said.doubtText)).toBeTruthy();
    await fireEvent.click(press(said.reportAgain('social.example')));
    await waitFor(() => expect(asked).toMatchObject([{ again: true }]));
  });

  it('where the platform takes no reports, it says what to do by hand', async () => {
    about.reports_to = null;
    show();
    expect(await screen.findByText(said.byHand)).toBeTruthy();
    expect(press(said.open)).toBeTruthy();
  });
});

describe('what comes next', () => {
  it('is one more copy where the message was changed, or is another emergency', () => {
    expect(next(undefined, '')).toEqual({ keep: 'first', report: true, doubt: false });
    about.kept = { id: 1, kind: 'threat', record: 7, at: 0, outdated: false };
    expect([next(about, 'threat').keep, next(about, 'child').keep]).toEqual(['done', 'other']);
    about.kept.outdated = true;
    expect(next(about, 'threat').keep).toBe('changed');
    about.report = { stand: 'refused', at: 0, answer: '' };
    expect(next(about, 'threat')).toMatchObject({ report: true, doubt: false });
  });

  it('is hidden under a clause that there is', () => {
    expect((['threat', 'child', 'private'] as const).map(clauseOf)).toEqual(['THREAT', 'OBSCENE_LEGAL', 'PII']);
  });
});
