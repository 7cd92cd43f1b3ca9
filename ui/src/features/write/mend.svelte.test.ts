import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft, DraftPreview, Finding } from '../../ipc/generated';
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

const preview = (text: string): DraftPreview => ({ targets: [], findings: found(text), card: null });

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
      draft_preview: () => {
        if (broken) throw new CallProblem({ code: 'fault', message: 'Not now.' });
        whileLooking();
        return preview(stored.text);
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
  const done = await mend(editor, first(editor.text));
  expect(editor.text).toBe('🦆 come: #StoryTime 🎉');
  expect(done?.at).toEqual({ start: 9, end: 19 });
  expect(stored.text).toBe('🦆 come: #StoryTime 🎉');
  expect(editor.unsaved).toBe(false);
});

it('finds the place again when something was typed before it', async () => {
  const old = first(editor.text);
  editor.text = `Dear all, ${editor.text}`;
  editor.touched();
  await mend(editor, old);
  expect(stored.text).toBe('Dear all, 🦆 come: #StoryTime 🎉');
});

it('changes nothing when the trouble is gone', async () => {
  const old = first(editor.text);
  editor.text = 'No tag any more';
  editor.touched();
  expect(await mend(editor, old)).toBeUndefined();
  expect([editor.text, stored.text]).toEqual(['No tag any more', 'No tag any more']);
});

it('changes nothing under the hands of who types', async () => {
  const old = first(editor.text);
  whileLooking = () => {
    editor.text = `${editor.text} and`;
  };
  expect(await mend(editor, old)).toBeUndefined();
  expect(editor.text).not.toContain('#StoryTime');
});

it('tells when it cannot look, and leaves the text', async () => {
  broken = true;
  expect(await mend(editor, first(editor.text))).toBeUndefined();
  expect(editor.text).toBe('🦆 come: #storytime 🎉');
  expect(toasts.list).toHaveLength(1);
});

it('takes a change back, but not over what was written since', async () => {
  const done = await mend(editor, first(editor.text));
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
  render(Findings, { findings: [{ finding, account: '' }], onshow: vi.fn(), onmend });
  expect(screen.getByText('Readers find the words by their capitals.')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Write it as #StoryTime' }));
  expect(onmend).toHaveBeenCalledExactlyOnceWith(finding, finding.fix);
});

it('shows no button and no reason where there is none', () => {
  const finding: Finding = { ...first('#storytime'), at: null, why: '', fix: null };
  render(Findings, { findings: [{ finding, account: 'Library' }], onshow: vi.fn(), onmend: vi.fn() });
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('Library: #storytime is read out as one word.')).toBeTruthy();
});
