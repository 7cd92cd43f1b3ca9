import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pretend } from '../ipc/mock';
import { Disk } from '../ipc/mock/disk';
import { setTransport } from '../ipc/transport';
import { toasts } from '../kit/toasts.svelte';
import { Editor } from './editor.svelte';
import { settled } from './left';

let disk: Disk;
let editors: Editor[];

/** An editor that is let go when its test ends: what it would still save must not reach the disk of the next test. */
function edit(...how: ConstructorParameters<typeof Editor>): Editor {
  const editor = new Editor(...how);
  editors.push(editor);
  return editor;
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

describe('versions', () => {
  const own = { account: 2, text: 'For Bluesky' };

  it('are what accounts say until they say the common text again', () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'common'));
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
    editor.take(disk.put(1, 'common', { versions: [own] }));
    editor.face(2);
    editor.aim(2);
    expect(editor.facing).toBeNull();
    await editor.save();
    expect(disk.stored()?.versions).toEqual([own]);
    editor.aim(2);
    expect(editor.shown).toBe('For Bluesky');
  });

  it('are a conflict of their own, and kept', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'common'));
    disk.drafts.set(1, { ...disk.put(1, 'common', { versions: [{ account: 2, text: 'theirs' }] }), revision: 7 });
    editor.put(2, 'mine');
    editor.touched();
    await editor.save();
    expect(editor.conflict?.stored?.versions).toEqual([{ account: 2, text: 'theirs' }]);
    await editor.keepMine();
    expect(disk.stored()?.versions).toEqual([{ account: 2, text: 'mine' }]);
  });

  it('in another order, or equal to the common text, are the same', async () => {
    const editor = edit('#/write/1');
    editor.take(disk.put(1, 'common'));
    const theirs = [own, { account: 1, text: 'For Mastodon' }];
    disk.drafts.set(1, { ...disk.put(1, 'new', { versions: theirs }), revision: 7 });
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
    editor.take(disk.put(1, 'first'));
    disk.drafts.set(1, { ...disk.put(1, 'first', { queued_at: 5 }), revision: 2 });
    editor.put(2, 'mine');
    editor.touched();
    await editor.save();
    await editor.keepMine();
    expect(disk.stored(101)).toMatchObject({ text: 'first', versions: [{ account: 2, text: 'mine' }] });
  });

  it('that could not be saved are there when one comes back', async () => {
    disk.put(1, 'old');
    disk.broken = 'disk';
    const editor = edit('#/write/1');
    const stop = editor.start();
    editor.take(disk.drafts.get(1)!);
    editor.put(2, 'typed last');
    editor.touched();
    stop();
    await settled();
    disk.broken = undefined;
    const again = edit('#/write/1');
    again.take(disk.stored()!);
    expect(again.textOn(2)).toBe('typed last');
    await again.save();
    expect(disk.stored()?.versions).toEqual([{ account: 2, text: 'typed last' }]);
  });

  it('are words: a draft that holds nothing else is not thrown away', async () => {
    disk.put(1, '', { created_at: 1, updated_at: 1 });
    const editor = edit('#/write/1', () => Promise.resolve(disk.drafts.get(1)!));
    const stop = editor.start();
    editor.put(2, 'Only here');
    editor.touched();
    await editor.save();
    stop();
    await settled();
    expect(disk.stored()?.versions).toEqual([{ account: 2, text: 'Only here' }]);
  });
});
