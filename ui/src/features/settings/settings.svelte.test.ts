import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Settings } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { settings as sample } from '../../ipc/mock/desk';
import { CallProblem } from '../../ipc/problem';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { SettingsEdit } from './settings.svelte';

let held: Settings;
let saves: Partial<Settings>[];
let broken = false;
/** What the program refuses of what is sent, and why. */
let refuse: (input: Partial<Settings>) => { field?: string; message: string } | null;
let stop: () => void = () => undefined;

async function opened(): Promise<SettingsEdit> {
  let edit!: SettingsEdit;
  stop = $effect.root(() => {
    edit = new SettingsEdit();
  });
  flushSync();
  await vi.waitFor(() => expect(edit.now).toBeDefined());
  return edit;
}

beforeEach(() => {
  held = { ...sample, library_name: 'Glen Falls Library' };
  saves = [];
  broken = false;
  refuse = () => null;
  toasts.list = [];
  setTransport(
    pretend({
      settings: () => held,
      settings_save: (input) => {
        if (broken) throw new CallProblem({ code: 'disk_full', message: 'No room.' });
        const wrong = refuse(input);
        if (wrong) throw new CallProblem({ code: 'bad_input', ...wrong });
        saves.push(input);
        held = { ...held, ...input };
        return held;
      },
    }),
  );
});

afterEach(() => stop());

it('saves a change at once and shows it before it is saved', async () => {
  const edit = await opened();
  edit.change({ theme: 'dark' });
  expect(edit.now?.theme).toBe('dark');
  expect(edit.saved).toBe(false);
  await vi.waitFor(() => expect(edit.saved).toBe(true));
  expect(saves.map((each) => each.theme)).toEqual(['dark']);
});

it('saves what is typed once, when the keys rest', async () => {
  const edit = await opened();
  for (const library_name of ['R', 'Ri', 'Riv', 'River']) edit.type({ library_name });
  expect(edit.now?.library_name).toBe('River');
  await vi.waitFor(() => expect(saves).toHaveLength(1), { timeout: 2000 });
  expect(saves[0]!.library_name).toBe('River');
});

it('saves what was typed while another change was on its way', async () => {
  const edit = await opened();
  edit.change({ theme: 'dark' });
  edit.type({ library_name: 'River' });
  await edit.flush();
  await vi.waitFor(() => expect(held).toMatchObject({ theme: 'dark', library_name: 'River' }));
});

it('leaves alone what was changed elsewhere meanwhile', async () => {
  const edit = await opened();
  held = { ...held, theme: 'dark' };
  edit.change({ density: 'compact' });
  await vi.waitFor(() => expect(edit.saved).toBe(true));
  expect(saves).toEqual([{ density: 'compact' }]);
  expect(held).toMatchObject({ theme: 'dark', density: 'compact' });
});

it('saves what is left when the page is left', async () => {
  const edit = await opened();
  edit.type({ library_name: 'River' });
  stop();
  await vi.waitFor(() => expect(held.library_name).toBe('River'));
});

it('keeps what was typed when it could not be saved, and says so', async () => {
  const edit = await opened();
  toasts.list = [];
  broken = true;
  edit.change({ library_name: 'River' });
  await vi.waitFor(() => expect(toasts.list).toHaveLength(1));
  expect(edit.now?.library_name).toBe('River');
  expect(edit.saved).toBe(false);
  broken = false;
  edit.change({ density: 'compact' });
  await vi.waitFor(() => expect(held).toMatchObject({ library_name: 'River', density: 'compact' }));
});

const day = (weekday: number, ...spans: [number, number][]) =>
  spans.map(([opens, closes]) => ({ weekday, opens, closes }));
const usual = [...day(1, [540, 1020]), ...day(2, [540, 1020])];
const noNumber = 'This is no number to call.';
const noWords = (input: Partial<Settings>) =>
  input.emergency_number === 'xxx' ? { field: 'emergency_number', message: noNumber } : null;

it('sets aside what is refused, marks it, and saves what is changed after it', async () => {
  const edit = await opened();
  refuse = noWords;
  edit.change({ emergency_number: 'xxx', theme: 'dark' });
  await vi.waitFor(() => expect(edit.refused('emergency_number')).toBe(noNumber));
  await vi.waitFor(() => expect(held.theme).toBe('dark'));
  expect(edit.now?.emergency_number).toBe('xxx');
  expect(toasts.list, 'the field says it').toEqual([]);
  edit.change({ density: 'compact' });
  await vi.waitFor(() => expect(edit.busy).toBe(false));
  expect(saves).toEqual([{ theme: 'dark' }, { density: 'compact' }]);
  expect(edit.unsaved).toBe(true);
  expect(edit.unsavedNames()).toEqual(['Number of the emergency services']);
  edit.change({ emergency_number: '911' });
  await vi.waitFor(() => expect(edit.saved).toBe(true));
  expect(edit.refused('emergency_number')).toBeUndefined();
  expect(held.emergency_number).toBe('911');
});

it('saves the other parts of a setting of which one is refused', async () => {
  const edit = await opened();
  refuse = (input) =>
    input.privacy?.card_prefixes.includes('12') ? { field: 'privacy.card_prefixes', message: 'Four digits.' } : null;
  const privacy = { ...held.privacy, card_prefixes: ['12'], phones: ['518-555-0100'] };
  edit.change({ privacy });
  await vi.waitFor(() => expect(held.privacy.phones).toEqual(['518-555-0100']));
  expect(held.privacy.card_prefixes).toEqual(sample.privacy.card_prefixes);
  expect(edit.now?.privacy.card_prefixes).toEqual(['12']);
  expect(edit.refused('privacy.card_prefixes')).toBe('Four digits.');
});

it('puts back and tells what is refused where no field shows it', async () => {
  const edit = await opened();
  refuse = (input) => (input.theme === 'dark' ? { message: 'No such theme.' } : null);
  edit.change({ theme: 'dark' });
  await vi.waitFor(() => expect(toasts.list).toHaveLength(1));
  await vi.waitFor(() => expect(edit.saved).toBe(true));
  expect(edit.now?.theme).toBe(sample.theme);
});

it('holds back a day whose hours overlap, and saves the others', async () => {
  held.opening_hours = usual;
  const edit = await opened();
  const monday = day(1, [540, 1020], [960, 1200]);
  edit.changeHours([...monday, ...day(2, [540, 1020])]);
  await vi.waitFor(() => expect(edit.busy).toBe(false));
  expect(edit.unsavedNames()).toEqual(['hours of Monday']);
  edit.changeHours([...monday, ...day(2, [540, 1140])]);
  await vi.waitFor(() => expect(held.opening_hours).toEqual([...day(1, [540, 1020]), ...day(2, [540, 1140])]));
  expect(edit.now?.opening_hours, 'what was typed stays in view').toEqual([...monday, ...day(2, [540, 1140])]);
  expect(toasts.list).toEqual([]);
  edit.changeHours([...day(1, [540, 960], [960, 1200]), ...day(2, [540, 1140])]);
  await vi.waitFor(() => expect(edit.saved).toBe(true));
  expect(held.opening_hours).toEqual([...day(1, [540, 960], [960, 1200]), ...day(2, [540, 1140])]);
});

it('says what is not saved when the page is left', async () => {
  held.opening_hours = usual;
  const edit = await opened();
  edit.changeHours([...day(1, [540, 1020], [960, 1200]), ...day(2, [540, 1140])]);
  stop();
  await vi.waitFor(() => expect(toasts.list).toHaveLength(1));
  expect(toasts.list[0]!.text).toContain('hours of Monday');
  expect(held.opening_hours).toEqual([...day(1, [540, 1020]), ...day(2, [540, 1140])]);
});
