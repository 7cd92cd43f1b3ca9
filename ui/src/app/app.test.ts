import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeskState, Settings, TroubleKind } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { settings as sample } from '../ipc/mock/desk';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { palette } from '../parts/palette.svelte';
import { words } from '../words';
import App from './App.svelte';

const trouble = (kind: TroubleKind): DeskState => ({
  state: 'trouble',
  trouble: { kind, detail: 'Detail.', folder: '/data/lectern', backups: [['one.backup', 1_700_000_000_000]] },
});

const button = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });

beforeEach(() => {
  location.hash = '#/today';
  palette.open = false;
  palette.keys = false;
});

describe('start-up', () => {
  it.each(Object.keys(words.start.trouble.kinds) as TroubleKind[])(
    'has a screen for %s that says what is safe',
    async (kind) => {
      setTransport(pretend({ desk_status: () => trouble(kind) }));
      render(App);
      const face = words.start.trouble.kinds[kind];
      expect(await screen.findByRole('heading', { name: face.title })).toBeTruthy();
      expect(document.body.textContent).toContain(face.safe);
      expect(document.body.textContent).toContain(face.todo);
      expect(document.body.textContent).toContain('/data/lectern');
      expect(await button(words.start.trouble.diagnostics)).toBeTruthy();
    },
  );

  it('opens with a recovery code, and says when it does not fit', async () => {
    let state = trouble('key_missing');
    const codes: string[] = [];
    setTransport(
      pretend({
        desk_status: () => state,
        desk_recover: ({ code }) => {
          codes.push(code);
          if (code !== 'AAAA') throw new CallProblem({ code: 'recovery_code', message: 'Group 2 is mistyped.' });
          state = { state: 'ready', version: '0.1.0', recovered: false };
          return state;
        },
      }),
    );
    render(App);
    const field = await screen.findByLabelText(words.start.trouble.code);
    await fireEvent.input(field, { target: { value: 'BBBB' } });
    await fireEvent.click(await button(words.start.trouble.open));
    expect(await screen.findByText('Group 2 is mistyped.')).toBeTruthy();
    await fireEvent.input(field, { target: { value: 'AAAA' } });
    await fireEvent.click(await button(words.start.trouble.open));
    expect(await screen.findByRole('navigation', { name: words.app.rail })).toBeTruthy();
    expect(codes).toEqual(['BBBB', 'AAAA']);
  });

  it('moves a desk aside only after asking', async () => {
    let asides = 0;
    setTransport(
      pretend({
        desk_status: () => trouble('damaged'),
        desk_set_aside: () => {
          asides += 1;
          return trouble('damaged');
        },
      }),
    );
    render(App);
    await fireEvent.click(await button(words.start.trouble.aside));
    expect(await screen.findByText(words.start.trouble.asideText('/data/lectern'))).toBeTruthy();
    expect(asides).toBe(0);
    const [, yes] = screen.getAllByRole('button', { name: words.start.trouble.aside, hidden: true });
    await fireEvent.click(yes!);
    await waitFor(() => expect(asides).toBe(1));
  });
});

describe('first run', () => {
  let held: Settings;
  let codesAsked: number;

  beforeEach(() => {
    codesAsked = 0;
    held = {
      ...sample,
      library_name: '',
      time_zone: '',
      opening_hours: [],
      branch: '',
      desk_phone: '',
      address: '',
      own_sites: [],
      first_run_done: false,
      recovery_code_kept: false,
    };
    const transport = pretend({
      settings: () => held,
      settings_save: (input) => {
        held = { ...held, ...input };
        transport.change('settings');
        return held;
      },
      recovery_code: () => {
        codesAsked += 1;
        return { groups: ['AAAA', 'BBBB'] };
      },
    });
    setTransport(transport);
  });

  it('keeps what was typed, shows the code only when asked, and ends at the desk', async () => {
    render(App);
    await fireEvent.input(await screen.findByLabelText(words.settings.name), { target: { value: 'River Library' } });
    await fireEvent.click(await button(words.start.first.next));
    await waitFor(() => expect(held.library_name).toBe('River Library'));
    expect(held.time_zone).not.toBe('');

    expect(await screen.findByRole('heading', { name: words.start.first.accountTitle })).toBeTruthy();
    await fireEvent.click(await screen.findByRole('button', { name: /Practice desk/ }));
    await waitFor(() => expect(document.body.textContent).toContain(words.accounts.signIn.doneText));
    await fireEvent.click(await button(words.start.first.next));

    expect(codesAsked).toBe(0);
    await fireEvent.click(await button(words.settings.show));
    expect(await screen.findByText('BBBB')).toBeTruthy();
    await fireEvent.click(screen.getByLabelText(words.settings.keepIt));
    await waitFor(() => expect(held.recovery_code_kept).toBe(true));

    await fireEvent.click(await button(words.start.first.open));
    expect(await screen.findByRole('navigation', { name: words.app.rail })).toBeTruthy();
    expect(held).toMatchObject({ first_run_done: true, library_name: 'River Library', recovery_code_kept: true });
  });

  it('can be skipped step by step', async () => {
    setTransport(
      pretend({
        accounts: () => [],
        settings: () => held,
        settings_save: (input) => (held = { ...held, ...input }),
      }),
    );
    render(App);
    await fireEvent.click(await button(words.start.first.skip));
    expect(await screen.findByRole('heading', { name: words.start.first.accountTitle })).toBeTruthy();
    await fireEvent.click(await button(words.start.first.skip));
    await fireEvent.click(await button(words.start.first.open));
    await waitFor(() => expect(held.first_run_done).toBe(true));
    expect(held.library_name).toBe('');
  });
});

describe('the desk', () => {
  const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });

  beforeEach(async () => {
    setTransport(pretend());
    render(App);
    await screen.findByRole('navigation', { name: words.app.rail });
    await tick();
  });

  it('goes where the keys say, and not while one types', async () => {
    await press('g');
    await press('a');
    await waitFor(() => expect(location.hash).toBe('#/accounts'));
    const field = document.createElement('input');
    document.body.append(field);
    await fireEvent.keyDown(field, { key: 'g' });
    await fireEvent.keyDown(field, { key: 't' });
    expect(location.hash).toBe('#/accounts');
  });

  it('finds what is stored and what can be done', async () => {
    await press('k', { ctrlKey: true });
    const field = await screen.findByRole('combobox', { name: words.app.palette.title });
    await fireEvent.input(field, { target: { value: 'zine' } });
    const hits = await screen.findAllByRole('option');
    expect(hits[0]!.querySelector('mark')?.textContent.toLowerCase()).toBe('zine');
    await fireEvent.input(field, { target: { value: 'go to set' } });
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(location.hash).toBe('#/settings'));
  });

  it('shows the map of keys', async () => {
    await press('?');
    expect(await screen.findByRole('dialog', { name: words.app.keys.title })).toBeTruthy();
    expect(screen.getByText(words.app.keys.write)).toBeTruthy();
  });

  it('asks before it removes an account, and says what stays', async () => {
    location.hash = '#/accounts';
    window.dispatchEvent(new Event('hashchange'));
    await fireEvent.click(await button(words.accounts.more('glenlibrary.org')));
    await tick();
    expect(words.accounts.removeText).toContain('Nothing is deleted on the platform');
  });
});
