import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Trouble, TroubleKind } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { words } from '../words';
import TroubleScreen from './TroubleScreen.svelte';

const said = words.start.trouble;
const FOLDER = '/data/lectern';

const trouble = (kind: TroubleKind): Trouble => ({
  kind,
  detail: 'Detail.',
  folder: FOLDER,
  backups: [['before.db', 1_700_000_000_000]],
});

/** What each trouble offers, beside diagnostics: what cannot help is not offered. */
const offered: Record<TroubleKind, string[]> = {
  no_keychain: [words.parts.again],
  keychain_locked: [words.parts.again],
  keychain_refused: [words.parts.again],
  key_missing: [said.open, words.parts.again, said.aside],
  wrong_key: [said.open, words.parts.again, said.aside, said.openBackup],
  newer_schema: [said.aside, said.openBackup],
  damaged: [words.parts.again, said.aside, said.openBackup],
  disk_full: [words.parts.again],
  read_only: [words.parts.again],
  other: [words.parts.again, said.aside, said.openBackup],
};

/** Without a layout there is neither contrast nor size to measure. */
const measured = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

async function found(): Promise<string[]> {
  const rules = Object.fromEntries(measured.map((rule) => [rule, { enabled: false }]));
  const { violations } = await axe.run(document.body, { rules, resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

beforeEach(() => setTransport(pretend()));

describe.each(Object.keys(offered) as TroubleKind[])('the screen of %s', (kind) => {
  it('says what happened, what is safe and what to do, offers what can help, and can be used by everybody', async () => {
    render(TroubleScreen, { trouble: trouble(kind), reread: () => undefined });
    const face = said.kinds[kind];
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(face.title);
    const text = document.body.textContent;
    for (const part of [face.happened, `${said.safe} ${face.safe}`, `${said.todo} ${face.todo}`, FOLDER, 'Detail.'])
      expect(text).toContain(part);
    const buttons = screen.getAllByRole('button').map((button) => button.textContent.trim());
    expect(buttons.toSorted()).toEqual([...offered[kind], said.diagnostics].toSorted());
    expect(await found()).toEqual([]);
  });
});

describe('a way out', () => {
  it('that does not lead out says why, and the screen stays', async () => {
    const reread = vi.fn();
    const refuse = () => {
      throw new CallProblem({ code: 'disk_full', message: 'The disk is full.' });
    };
    setTransport(pretend({ desk_retry: refuse }));
    render(TroubleScreen, { trouble: trouble('disk_full'), reread });
    await fireEvent.click(screen.getByRole('button', { name: words.parts.again }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(said.kinds.disk_full.title);
    expect(reread).not.toHaveBeenCalled();
    expect(await found()).toEqual([]);
  });

  it.each(['storage', 'fault'] as const)(
    'where %s is the trouble sends nobody to Settings, which are not there',
    async (code) => {
      setTransport(
        pretend({
          desk_retry: () => {
            throw new CallProblem({ code, message: 'It cannot be read.' });
          },
        }),
      );
      render(TroubleScreen, { trouble: trouble('disk_full'), reread: () => undefined });
      await fireEvent.click(screen.getByRole('button', { name: words.parts.again }));
      const note = await screen.findByRole('alert');
      expect(note.textContent).toContain(words.problemsWhileClosed[code].next);
      expect(note.textContent).not.toContain('Settings');
    },
  );

  it('that leads out asks how the desk is now', async () => {
    const reread = vi.fn();
    setTransport(pretend({ desk_retry: () => ({ state: 'opening' }) }));
    render(TroubleScreen, { trouble: trouble('read_only'), reread });
    await fireEvent.click(screen.getByRole('button', { name: words.parts.again }));
    await waitFor(() => expect(reread).toHaveBeenCalledOnce());
  });
});
