import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft, DraftPreview, DraftVersion, Finding } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { draft as sample } from '../../ipc/mock/writing';
import { CallProblem } from '../../ipc/problem';
import { setTransport } from '../../ipc/transport';
import { toasts } from '../../kit/toasts.svelte';
import { Editor } from '../../parts/editor.svelte';
import Findings from './Findings.svelte';
import { mend, takeBack } from './mend';

let stored: Draft;
let broken = false;
let whileLooking: () => void = () => undefined;
let editor: Editor;
let stop: () => void;

function found(text: string): Finding[] {
  const start = text.lastIndexOf('#storytime');
  if (start < 0) return [];
  const at = { start, end: start + 10 };
  return [
    {
      check: 'hashtags',
      level: 'warn',
      words: '#storytime is read out as one word.',
      at,
      why: 'Readers find the words by their capitals.',
      fix: { kind: 'replace', label: 'Write it as #StoryTime', at, with: '#StoryTime' },
    },
  ];
}

const preview = (text: string, versions: DraftVersion[] = []): DraftPreview => ({
  targets: versions.map((version) => ({
    account: version.account,
    html: '',
    count: { used: 0, max: 500, bytes: 0, fits: true },
    findings: found(version.text),
    own: true,
    parts: [],
    card: null,
  })),
  findings: found(text),
  card: null,
});

function first(text: string): Finding {
  const [finding] = found(text);
  if (!finding) throw new Error('nothing found');
  return finding;
}

beforeEach(() => {
  stored = sample(31, '🦆 come: #storytime 🎉', 0);
  broken = false;
  whileLooking = () => undefined;
  setTransport(
    pretend({
      draft: () => stored,
      draft_save: (save) => {
        stored = { ...stored, ...save, revision: stored.revision + 1 };
        return stored;
      },
      draft_look: ({ text, versions }) => {
        if (broken) throw new CallProblem({ code: 'fault', message: 'Not now.' });
        whileLooking();
        return preview(text, versions);
      },
    }),
  );
  editor = new Editor('write/31');
  stop = $effect.root(() => editor.start());
  editor.take(stored);
});

afterEach(() => {
  stop();
  toasts.list = [];
});

it('puts the words in the place, as the editor counts, and saves them', async () => {
  const done = await mend(editor, first(editor.text), null);
  expect(editor.text).toBe('🦆 come: #StoryTime 🎉');
  expect(done?.at).toEqual({ start: 9, end: 19 });
  expect(stored.text).toBe('🦆 come: #StoryTime 🎉');
  expect(editor.unsaved).toBe(false);
});

it('finds the place again when something was typed before it', async () => {
  const old = first(editor.text);
  editor.text = `Dear all, ${editor.text}`;
  editor.touched();
  await mend(editor, old, null);
  expect(stored.text).toBe('Dear all, 🦆 come: #StoryTime 🎉');
});

it('changes nothing when the trouble is gone', async () => {
  const old = first(editor.text);
  editor.text = 'No tag any more';
  editor.touched();
  expect(await mend(editor, old, null)).toBeUndefined();
  expect(editor.text).toBe('No tag any more');
  await vi.waitFor(() => expect(stored.text).toBe('No tag any more'));
});

it('changes nothing under the hands of who types', async () => {
  const old = first(editor.text);
  whileLooking = () => {
    editor.text = `${editor.text} and`;
  };
  expect(await mend(editor, old, null)).toBeUndefined();
  expect(editor.text).not.toContain('#StoryTime');
});

it('changes nothing when it cannot look', async () => {
  await editor.look();
  broken = true;
  editor.text = 'Soon: #storytime';
  editor.touched();
  expect(await mend(editor, first(editor.text), null)).toBeUndefined();
  expect(editor.text).toBe('Soon: #storytime');
});

it('mends what one account says, and nothing else', async () => {
  editor.put(2, 'On Bluesky: #storytime');
  editor.touched();
  const done = await mend(editor, first(editor.textOn(2)), 2);
  expect(stored.versions).toEqual([{ account: 2, text: 'On Bluesky: #StoryTime' }]);
  expect(stored.text).toBe('🦆 come: #storytime 🎉');
  if (!done) throw new Error('nothing was changed');
  takeBack(editor, done);
  expect(editor.textOn(2)).toBe('On Bluesky: #storytime');
});

it('takes a change back, but not over what was written since', async () => {
  const done = await mend(editor, first(editor.text), null);
  if (!done) throw new Error('nothing was changed');
  takeBack(editor, done);
  expect(editor.text).toBe(done.before);
  await vi.waitFor(() => expect(stored.text).toBe(done.before));
  editor.text = 'Something else';
  takeBack(editor, done);
  expect(editor.text).toBe('Something else');
});

it('shows why, and a button for the change', async () => {
  const onmend = vi.fn();
  const finding = first('#storytime');
  render(Findings, { findings: [{ finding, account: '', on: null }], onshow: vi.fn(), onmend });
  expect(screen.getByText('Readers find the words by their capitals.')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Write it as #StoryTime' }));
  expect(onmend).toHaveBeenCalledExactlyOnceWith({ finding, account: '', on: null }, finding.fix);
});

it('shows no button and no reason where there is none', () => {
  const finding: Finding = { ...first('#storytime'), at: null, why: '', fix: null };
  render(Findings, { findings: [{ finding, account: 'Library', on: null }], onshow: vi.fn(), onmend: vi.fn() });
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('Library: #storytime is read out as one word.')).toBeTruthy();
});
