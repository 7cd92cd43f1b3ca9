import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { Disk } from '../ipc/mock/disk';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { toasts } from '../kit/toasts.svelte';
import { words } from '../words';
import { Editor } from './editor.svelte';
import { moveLeft, settled, takeLeft } from './left';

const full = (): CallProblem => new CallProblem({ code: 'disk_full', message: 'No room.' });

let disk: Disk;
let editors: Editor[];

/** An editor that is let go when its test ends: what it would still save must not reach the disk of the next test. */
function edit(...how: ConstructorParameters<typeof Editor>): Editor {
  const editor = new Editor(...how);
  editors.push(editor);
  return editor;
}

function type(editor: Editor, text: string): void {
  editor.text = text;
  editor.touched();
}

beforeEach(() => {
  disk = new Disk();
  editors = [];
  toasts.list.length = 0;
  setTransport(pretend(disk.handlers()));
});

afterEach(async () => {
  for (const editor of editors) editor.letGo();
  await settled();
});

describe('saving', () => {
  it('is done within half a second of the last key, once', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, ''));
    vi.useFakeTimers();
    try {
      for (const text of ['S', 'St', 'Sto']) {
        type(editor, text);
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(disk.saves).toEqual([]);
      await vi.advanceTimersByTimeAsync(400);
      expect(disk.saves.map((save) => save.text)).toEqual(['Sto']);
      expect(editor.unsaved).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not wait for keys that never rest', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, ''));
    vi.useFakeTimers();
    try {
      for (let key = 1; key <= 30; key += 1) {
        type(editor, 'x'.repeat(key));
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(disk.saves.length).toBeGreaterThan(0);
      expect(disk.saves.length).toBeLessThan(4);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that the disk refuses keeps the words, says so, and is tried again by itself', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'old'));
    disk.broken = 'disk';
    type(editor, 'new words');
    await editor.save();
    expect(editor.problem?.code).toBe('disk_full');
    expect(editor).toMatchObject({ text: 'new words', unsaved: true });
    expect(disk.stored()?.text).toBe('old');
    disk.broken = undefined;
    await vi.waitFor(() => expect(disk.stored()?.text).toBe('new words'), { timeout: 8000 });
    await vi.waitFor(() => expect(editor).toMatchObject({ problem: undefined, unsaved: false }));
  }, 12_000);

  it('whose answer was lost is no conflict, and the trouble is over', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'old'));
    disk.broken = 'answer';
    type(editor, 'new words');
    await editor.save();
    expect(editor.problem?.code).toBe('storage');
    disk.broken = undefined;
    await editor.save();
    expect(editor.conflict).toBeUndefined();
    expect(editor.problem).toBeUndefined();
    expect(editor.unsaved).toBe(false);
  });
});

describe('two versions', () => {
  async function met(): Promise<Editor> {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'first'));
    disk.drafts.set(1, { ...disk.put(1, 'theirs'), revision: 7 });
    type(editor, 'mine');
    await editor.save();
    return editor;
  }

  it('are asked about, and neither is lost', async () => {
    const editor = await met();
    expect(editor.conflict?.stored?.text).toBe('theirs');
    expect(editor.text).toBe('mine');
    type(editor, 'mine and more');
    await editor.save();
    expect(disk.stored()?.text).toBe('theirs');
    await editor.keepMine();
    expect(disk.stored()?.text).toBe('mine and more');
    expect(editor.conflict).toBeUndefined();
  });

  it('end with the stored one where it is chosen', async () => {
    const editor = await met();
    editor.takeStored();
    expect(editor).toMatchObject({ text: 'theirs', unsaved: false, conflict: undefined });
    type(editor, 'theirs, longer');
    await editor.save();
    expect(disk.stored()?.text).toBe('theirs, longer');
  });

  it('of which one was sent end in a new draft', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'first'));
    disk.put(1, 'first', { queued_at: 5 });
    disk.drafts.set(1, { ...disk.drafts.get(1)!, revision: 2 });
    type(editor, 'mine');
    await editor.save();
    expect(editor.conflict).toEqual({ stored: null });
    await editor.keepMine();
    expect(disk.stored(1)?.text).toBe('first');
    expect(disk.stored(101)?.text).toBe('mine');
  });
});

describe('a page that is left', () => {
  async function leave(editor: Editor, text: string): Promise<void> {
    const stop = editor.start();
    editor.take(disk.drafts.get(1)!);
    type(editor, text);
    stop();
    await settled();
  }

  it('disk.saves what it had', async () => {
    disk.put(1, 'old');
    await leave(edit('#/write/1'), 'typed last');
    expect(disk.stored()?.text).toBe('typed last');
    expect(takeLeft('#/write/1')).toBeUndefined();
  });

  it('keeps what the disk refused until one comes back, and tells', async () => {
    disk.put(1, 'old');
    disk.broken = 'disk';
    await leave(edit('#/write/1'), 'typed last');
    expect(disk.stored()?.text).toBe('old');
    expect(toasts.list.map((toast) => toast.title)).toContain(words.write.left.title);
    disk.broken = undefined;
    const again = edit('#/write/1');
    again.take(disk.stored()!);
    expect(again.text).toBe('typed last');
    await again.save();
    expect(disk.stored()?.text).toBe('typed last');
  });

  it('asks when its draft was changed meanwhile', async () => {
    disk.put(1, 'old');
    disk.broken = 'disk';
    await leave(edit('#/write/1'), 'mine');
    disk.broken = undefined;
    disk.drafts.set(1, { ...disk.put(1, 'theirs'), revision: 9 });
    const again = edit('#/write/1');
    again.take(disk.stored()!);
    await again.save();
    expect(again.conflict?.stored?.text).toBe('theirs');
    expect(again.text).toBe('mine');
  });

  it('gives its words to a new draft when its own is gone, and keeps them when that fails', async () => {
    disk.put(1, 'old');
    disk.broken = 'disk';
    await leave(edit('#/write/1'), 'mine');
    await expect(moveLeft('#/write/1', () => Promise.reject(full()))).rejects.toMatchObject({ code: 'disk_full' });
    expect(await moveLeft('#/write/1', () => Promise.resolve({ place: '#/write/9', revision: 1 }))).toBe(true);
    expect(takeLeft('#/write/9')?.written.text).toBe('mine');
    expect(await moveLeft('#/write/1', () => Promise.resolve({ place: '#/write/9', revision: 1 }))).toBe(false);
  });
});

describe('an answer', () => {
  const place = '#/inbox/3';
  const direct = (): Promise<Draft> => Promise.resolve(disk.put(50, '', { visibility: 'direct', conversation: 3 }));
  const refused = (): Promise<Draft> => Promise.reject(full());

  async function leftUnmade(choose: boolean): Promise<Editor> {
    const first = edit(place, refused);
    const stop = first.start();
    if (choose) first.see('unlisted');
    type(first, 'Yes, at ten.');
    stop();
    await settled();
    const again = edit(place, direct);
    const end = again.start();
    await again.save();
    end();
    await settled();
    return again;
  }

  it('makes no draft before the first words', async () => {
    const begin = vi.fn(direct);
    const editor = edit(place, begin);
    editor.see('unlisted');
    await editor.save();
    expect(begin).not.toHaveBeenCalled();
    type(editor, 'Yes.');
    await editor.save();
    expect(disk.stored(50)).toMatchObject({ text: 'Yes.', visibility: 'unlisted' });
  });

  it('that was left before its draft could be made is as private as the draft says', async () => {
    await leftUnmade(false);
    expect(disk.stored(50)).toMatchObject({ text: 'Yes, at ten.', visibility: 'direct' });
  });

  it('that was left keeps who was chosen to see it', async () => {
    await leftUnmade(true);
    expect(disk.stored(50)).toMatchObject({ text: 'Yes, at ten.', visibility: 'unlisted' });
  });

  it('that was begun before keeps both its words and those typed while it came', async () => {
    const editor = edit(place, () => Promise.resolve(disk.put(50, 'Begun before.')));
    type(editor, 'Typed now.');
    await editor.save();
    expect(disk.stored(50)?.text).toBe('Begun before.\nTyped now.');
  });
});

describe('looking', () => {
  it('follows the keys without waiting for a save, the last of them included', async () => {
    vi.useFakeTimers();
    try {
      const editor = edit('#/write/1');
      editor.take(disk.put(1, ''));
      await vi.advanceTimersByTimeAsync(100);
      expect(editor.looked).toBe(true);
      disk.looks = [];
      for (const text of ['S', 'St', 'Sto']) type(editor, text);
      expect(editor.looked).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
      expect(editor.looked).toBe(true);
      expect(disk.looks.map((save) => save.text)).toEqual(['Sto']);
      expect(disk.saves).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});
