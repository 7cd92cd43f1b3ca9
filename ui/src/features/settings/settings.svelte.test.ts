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
  setTransport(
    pretend({
      settings: () => held,
      settings_save: (input) => {
        if (broken) throw new CallProblem({ code: 'disk_full', message: 'No room.' });
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
