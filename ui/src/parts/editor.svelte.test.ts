import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft, DraftSave } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { draft as sample } from '../ipc/mock/writing';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { toasts } from '../kit/toasts.svelte';
import { words } from '../words';
import { Editor } from './editor.svelte';
import { moveLeft, settled, takeLeft } from './left';

const full = (): CallProblem => new CallProblem({ code: 'disk_full', message: 'No room.' });
const noAnswer = (): CallProblem => new CallProblem({ code: 'storage', message: 'No answer.' });

/** What is on disk. */
let disk: Map<number, Draft>;
let saves: { text: string; at: number }[];
/** What goes wrong with the next saves. */
let broken: 'disk' | 'answer' | undefined;
let made: number;
let looks: DraftSave[];
let editors: Editor[];

const stored = (id = 1): Draft | undefined => disk.get(id);

function put(id: number, text: string, more: Partial<Draft> = {}): Draft {
  const draft = sample(id, text, 60_000, more);
  disk.set(id, draft);
  return draft;
}

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
  disk = new Map();
  saves = [];
  broken = undefined;
  made = 0;
  looks = [];
  editors = [];
  toasts.list.length = 0;
  setTransport(
    pretend({
      draft: ({ draft }) => {
        const found = disk.get(draft);
        if (!found) throw new CallProblem({ code: 'not_found', message: 'Gone.' });
        return found;
      },
      draft_new: ({ text }) => {
        made += 1;
        return put(100 + made, text);
      },
      draft_save: ({ id, revision, ...written }) => {
        const found = disk.get(id);
        if (!found) throw new CallProblem({ code: 'not_found', message: 'Gone.' });
        if (broken === 'disk') throw full();
        if (found.revision !== revision) throw new CallProblem({ code: 'stale', message: 'Newer.' });
        const saved = { ...found, ...written, revision: revision + 1, updated_at: found.updated_at + 1 };
        disk.set(id, saved);
        saves.push({ text: written.text, at: performance.now() });
        if (broken === 'answer') throw noAnswer();
        return saved;
      },
      draft_delete: ({ draft }) => {
        disk.delete(draft);
        return {};
      },
      draft_look: (save) => {
        looks.push(save);
        return { targets: [], findings: [], card: null };
      },
    }),
  );
});

afterEach(async () => {
  for (const editor of editors) editor.letGo();
  await settled();
});

describe('saving', () => {
  it('is done within half a second of the last key, once', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, ''));
    vi.useFakeTimers();
    try {
      for (const text of ['S', 'St', 'Sto']) {
        type(editor, text);
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(saves).toEqual([]);
      await vi.advanceTimersByTimeAsync(400);
      expect(saves.map((save) => save.text)).toEqual(['Sto']);
      expect(editor.unsaved).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not wait for keys that never rest', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, ''));
    vi.useFakeTimers();
    try {
      for (let key = 1; key <= 30; key += 1) {
        type(editor, 'x'.repeat(key));
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(saves.length).toBeGreaterThan(0);
      expect(saves.length).toBeLessThan(4);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that the disk refuses keeps the words, says so, and is tried again by itself', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'old'));
    broken = 'disk';
    type(editor, 'new words');
    await editor.save();
    expect(editor.problem?.code).toBe('disk_full');
    expect(editor).toMatchObject({ text: 'new words', unsaved: true });
    expect(stored()?.text).toBe('old');
    broken = undefined;
    await vi.waitFor(() => expect(stored()?.text).toBe('new words'), { timeout: 8000 });
    await vi.waitFor(() => expect(editor).toMatchObject({ problem: undefined, unsaved: false }));
  }, 12_000);

  it('whose answer was lost is no conflict, and the trouble is over', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'old'));
    broken = 'answer';
    type(editor, 'new words');
    await editor.save();
    expect(editor.problem?.code).toBe('storage');
    broken = undefined;
    await editor.save();
    expect(editor.conflict).toBeUndefined();
    expect(editor.problem).toBeUndefined();
    expect(editor.unsaved).toBe(false);
  });
});

describe('two versions', () => {
  async function met(): Promise<Editor> {
    const editor = edit('#/write/1');
    editor.take(put(1, 'first'));
    disk.set(1, { ...put(1, 'theirs'), revision: 7 });
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
    expect(stored()?.text).toBe('theirs');
    await editor.keepMine();
    expect(stored()?.text).toBe('mine and more');
    expect(editor.conflict).toBeUndefined();
  });

  it('end with the stored one where it is chosen', async () => {
    const editor = await met();
    editor.takeStored();
    expect(editor).toMatchObject({ text: 'theirs', unsaved: false, conflict: undefined });
    type(editor, 'theirs, longer');
    await editor.save();
    expect(stored()?.text).toBe('theirs, longer');
  });

  it('of which one was sent end in a new draft', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'first'));
    put(1, 'first', { queued_at: 5 });
    disk.set(1, { ...disk.get(1)!, revision: 2 });
    type(editor, 'mine');
    await editor.save();
    expect(editor.conflict).toEqual({ stored: null });
    await editor.keepMine();
    expect(stored(1)?.text).toBe('first');
    expect(stored(101)?.text).toBe('mine');
  });
});

describe('a page that is left', () => {
  async function leave(editor: Editor, text: string): Promise<void> {
    const stop = editor.start();
    editor.take(disk.get(1)!);
    type(editor, text);
    stop();
    await settled();
  }

  it('saves what it had', async () => {
    put(1, 'old');
    await leave(edit('#/write/1'), 'typed last');
    expect(stored()?.text).toBe('typed last');
    expect(takeLeft('#/write/1')).toBeUndefined();
  });

  it('keeps what the disk refused until one comes back, and tells', async () => {
    put(1, 'old');
    broken = 'disk';
    await leave(edit('#/write/1'), 'typed last');
    expect(stored()?.text).toBe('old');
    expect(toasts.list.map((toast) => toast.title)).toContain(words.write.left.title);
    broken = undefined;
    const again = edit('#/write/1');
    again.take(stored()!);
    expect(again.text).toBe('typed last');
    await again.save();
    expect(stored()?.text).toBe('typed last');
  });

  it('asks when its draft was changed meanwhile', async () => {
    put(1, 'old');
    broken = 'disk';
    await leave(edit('#/write/1'), 'mine');
    broken = undefined;
    disk.set(1, { ...put(1, 'theirs'), revision: 9 });
    const again = edit('#/write/1');
    again.take(stored()!);
    await again.save();
    expect(again.conflict?.stored?.text).toBe('theirs');
    expect(again.text).toBe('mine');
  });

  it('gives its words to a new draft when its own is gone, and keeps them when that fails', async () => {
    put(1, 'old');
    broken = 'disk';
    await leave(edit('#/write/1'), 'mine');
    await expect(moveLeft('#/write/1', () => Promise.reject(full()))).rejects.toMatchObject({ code: 'disk_full' });
    expect(await moveLeft('#/write/1', () => Promise.resolve({ place: '#/write/9', revision: 1 }))).toBe(true);
    expect(takeLeft('#/write/9')?.written.text).toBe('mine');
    expect(await moveLeft('#/write/1', () => Promise.resolve({ place: '#/write/9', revision: 1 }))).toBe(false);
  });
});

describe('an answer', () => {
  const place = '#/inbox/3';
  const direct = (): Promise<Draft> => Promise.resolve(put(50, '', { visibility: 'direct', conversation: 3 }));
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
    expect(stored(50)).toMatchObject({ text: 'Yes.', visibility: 'unlisted' });
  });

  it('that was left before its draft could be made is as private as the draft says', async () => {
    await leftUnmade(false);
    expect(stored(50)).toMatchObject({ text: 'Yes, at ten.', visibility: 'direct' });
  });

  it('that was left keeps who was chosen to see it', async () => {
    await leftUnmade(true);
    expect(stored(50)).toMatchObject({ text: 'Yes, at ten.', visibility: 'unlisted' });
  });

  it('that was begun before keeps both its words and those typed while it came', async () => {
    const editor = edit(place, () => Promise.resolve(put(50, 'Begun before.')));
    type(editor, 'Typed now.');
    await editor.save();
    expect(stored(50)?.text).toBe('Begun before.\nTyped now.');
  });
});

describe('versions', () => {
  const own = { account: 2, text: 'For Bluesky' };

  it('are what accounts say until they say the common text again', () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'common'));
    editor.face(2);
    expect(editor.shown).toBe('common');
    editor.shown = 'common, and more';
    expect(editor).toMatchObject({ text: 'common', versions: [{ account: 2, text: 'common, and more' }] });
    editor.text = 'changed';
    expect(editor.shown).toBe('common, and more');
    expect(editor.textOn(1)).toBe('changed');
    expect(editor.inherit(2)).toBe('common, and more');
    expect(editor).toMatchObject({ versions: [], shown: 'changed' });
  });

  it('stay while their account is not among those it goes to', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'common', { versions: [own] }));
    editor.face(2);
    editor.aim(2);
    expect(editor.facing).toBeNull();
    await editor.save();
    expect(stored()?.versions).toEqual([own]);
    editor.aim(2);
    expect(editor.shown).toBe('For Bluesky');
  });

  it('are a conflict of their own, and kept', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'common'));
    disk.set(1, { ...put(1, 'common', { versions: [{ account: 2, text: 'theirs' }] }), revision: 7 });
    editor.put(2, 'mine');
    editor.touched();
    await editor.save();
    expect(editor.conflict?.stored?.versions).toEqual([{ account: 2, text: 'theirs' }]);
    await editor.keepMine();
    expect(stored()?.versions).toEqual([{ account: 2, text: 'mine' }]);
  });

  it('in another order, or equal to the common text, are the same', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'common'));
    const theirs = [own, { account: 1, text: 'For Mastodon' }];
    disk.set(1, { ...put(1, 'new', { versions: theirs }), revision: 7 });
    editor.put(1, 'For Mastodon');
    editor.put(2, 'For Bluesky');
    editor.put(3, 'new');
    editor.text = 'new';
    editor.touched();
    await editor.save();
    expect(editor.conflict).toBeUndefined();
    expect(editor.unsaved).toBe(false);
  });

  it('go into a new draft when the old one was sent', async () => {
    const editor = edit('#/write/1');
    editor.take(put(1, 'first'));
    disk.set(1, { ...put(1, 'first', { queued_at: 5 }), revision: 2 });
    editor.put(2, 'mine');
    editor.touched();
    await editor.save();
    await editor.keepMine();
    expect(stored(101)).toMatchObject({ text: 'first', versions: [{ account: 2, text: 'mine' }] });
  });

  it('that could not be saved are there when one comes back', async () => {
    put(1, 'old');
    broken = 'disk';
    const editor = edit('#/write/1');
    const stop = editor.start();
    editor.take(disk.get(1)!);
    editor.put(2, 'typed last');
    editor.touched();
    stop();
    await settled();
    broken = undefined;
    const again = edit('#/write/1');
    again.take(stored()!);
    expect(again.textOn(2)).toBe('typed last');
    await again.save();
    expect(stored()?.versions).toEqual([{ account: 2, text: 'typed last' }]);
  });

  it('are words: a draft that holds nothing else is not thrown away', async () => {
    put(1, '', { created_at: 1, updated_at: 1 });
    const editor = edit('#/write/1', () => Promise.resolve(disk.get(1)!));
    const stop = editor.start();
    editor.put(2, 'Only here');
    editor.touched();
    await editor.save();
    stop();
    await settled();
    expect(stored()?.versions).toEqual([{ account: 2, text: 'Only here' }]);
  });
});

describe('looking', () => {
  it('follows the keys without waiting for a save, the last of them included', async () => {
    vi.useFakeTimers();
    try {
      const editor = edit('#/write/1');
      editor.take(put(1, ''));
      await vi.advanceTimersByTimeAsync(100);
      expect(editor.looked).toBe(true);
      looks = [];
      for (const text of ['S', 'St', 'Sto']) type(editor, text);
      expect(editor.looked).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
      expect(editor.looked).toBe(true);
      expect(looks.map((save) => save.text)).toEqual(['Sto']);
      expect(saves).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});
