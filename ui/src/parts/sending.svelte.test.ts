import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pretend } from '../ipc/mock';
import { Disk } from '../ipc/mock/disk';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { toasts } from '../kit/toasts.svelte';
import { words } from '../words';
import { Editor } from './editor.svelte';
import { isGoingOut, saveAll, settled } from './left';
import { send } from './sending';

const PLACE = '#/write/1';
const yes = (): Promise<boolean> => Promise.resolve(true);
const stop = { check: 'empty', level: 'stop' as const, words: 'Nothing', at: null, why: '', fix: null };

let disk: Disk;
/** What went out: the text that was stored then. */
let out: string[];
/** What the program says to the next sends. */
let refusals: CallProblem[];
let editor: Editor;
let leave: () => void;

beforeEach(() => {
  disk = new Disk();
  out = [];
  refusals = [];
  toasts.list.length = 0;
  setTransport(
    pretend({
      ...disk.handlers(),
      outbox_send: ({ draft, revision }) => {
        const refused = refusals.shift();
        if (refused) throw refused;
        const stored = disk.stored(draft);
        if (stored?.revision !== revision || stored.queued_at !== null) {
          throw new CallProblem({ code: 'stale', message: 'Newer.' });
        }
        out.push(stored.text);
        disk.drafts.set(draft, { ...stored, queued_at: 1 });
        return [];
      },
    }),
  );
  disk.put(1, 'old');
  editor = new Editor(PLACE);
  leave = editor.start();
  editor.take(disk.stored()!);
});

function type(text: string): void {
  editor.text = text;
  editor.touched();
}

describe('a post whose page is left right after Send', () => {
  it('goes out once, with the last words', async () => {
    type('Story time on Thursday');
    const sent = send(editor, yes);
    leave();
    expect(await sent).toEqual([]);
    await settled();
    expect(out).toEqual(['Story time on Thursday']);
    expect(toasts.list).toEqual([]);
  });

  it('goes out where a save is still on its way', async () => {
    type('Story time');
    void editor.save();
    type('Story time on Thursday');
    const sent = send(editor, yes);
    leave();
    await sent;
    expect(out).toEqual(['Story time on Thursday']);
  });

  it('goes out where the checks said stop to what stood there before the last key', async () => {
    disk.found = ({ text }) => (text === '' ? [stop] : []);
    type('');
    await editor.save();
    await editor.look();
    expect(editor.stopped).toBe(true);
    type('Story time on Thursday');
    const sent = send(editor, yes);
    leave();
    await sent;
    expect(out).toEqual(['Story time on Thursday']);
  });

  it('goes out with the description that was being saved', async () => {
    const media = { hash: 'a', description: '', decorative: false, video: null } as never;
    disk.put(1, 'Our garden', { media: [media] });
    editor.take(disk.stored()!);
    editor.describe(0, { description: 'Beds of kale' });
    void editor.save();
    editor.describe(0, { description: 'Beds of kale, ready to be picked' });
    const sent = send(editor, yes);
    leave();
    await sent;
    expect(out).toEqual(['Our garden']);
    expect(disk.stored()?.media[0]?.description).toBe('Beds of kale, ready to be picked');
  });

  it('goes out where the person says only then that a colleague’s account may speak', async () => {
    refusals = [new CallProblem({ code: 'confirm_personal', message: 'Sure?' })];
    type('Story time on Thursday');
    let answer: (sure: boolean) => void = () => undefined;
    const sent = send(editor, () => new Promise((resolve) => (answer = resolve)));
    leave();
    await settled();
    expect(out).toEqual([]);
    answer(true);
    await sent;
    expect(out).toEqual(['Story time on Thursday']);
  });

  it('is not sent twice where one comes back and sends again', async () => {
    type('Story time on Thursday');
    const sent = send(editor, yes);
    leave();
    await settled(1);
    expect(disk.stored()?.queued_at).toBe(1);
    await sent;
    expect(out).toHaveLength(1);
  });

  it('that the program refuses is said to be a draft still, with the way to it', async () => {
    refusals = [new CallProblem({ code: 'disk_full', message: 'The disk is full.' })];
    type('Story time on Thursday');
    const sent = send(editor, yes);
    leave();
    expect(await sent).toBeNull();
    expect(toasts.list.map(({ title }) => title)).toEqual([words.write.unsent.title]);
    toasts.list[0]?.action?.run();
    expect(location.hash).toBe(PLACE);
    expect(disk.stored()).toMatchObject({ text: 'Story time on Thursday', queued_at: null });
  });

  it('that a check stops is said to be a draft still', async () => {
    disk.found = () => [stop];
    await editor.look();
    const sent = send(editor, yes);
    leave();
    expect(await sent).toBeNull();
    expect(toasts.list.map(({ title }) => title)).toEqual([words.write.unsent.title]);
    expect(out).toEqual([]);
  });

  it('that could not be saved is told once, and kept', async () => {
    disk.broken = 'disk';
    type('Story time on Thursday');
    const sent = send(editor, yes);
    leave();
    expect(await sent).toBeNull();
    await settled();
    expect(toasts.list.map(({ title }) => title)).toEqual([words.write.left.title]);
    expect(out).toEqual([]);
  });
});

describe('a window that closes right after Send', () => {
  it('waits for it, on its page or left', async () => {
    type('Story time on Thursday');
    const sent = send(editor, yes);
    expect(isGoingOut()).toBe(true);
    const saved = saveAll();
    leave();
    expect(await saved).toBe(true);
    expect(out).toEqual(['Story time on Thursday']);
    await sent;
    await vi.waitFor(() => expect(isGoingOut()).toBe(false));
  });

  it('waits for nothing where a question is open: what was not answered stays a draft', async () => {
    refusals = [new CallProblem({ code: 'confirm_personal', message: 'Sure?' })];
    type('Story time on Thursday');
    void send(editor, () => new Promise(() => undefined));
    await vi.waitFor(() => expect(refusals).toEqual([]));
    expect(await saveAll()).toBe(true);
    expect(disk.stored()).toMatchObject({ text: 'Story time on Thursday', queued_at: null });
  });
});
