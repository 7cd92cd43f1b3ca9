import { beforeEach, expect, it, vi } from 'vitest';
import type { Draft, DraftMedia } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { Disk } from '../ipc/mock/disk';
import { setTransport } from '../ipc/transport';
import { words } from '../words';
import { Editor } from './editor.svelte';
import { settled } from './left';

let disk: Disk;
let asked: string[];
/** Lets the next part of a video arrive. */
let arrive: () => void;
let editor: Editor;

const blank: DraftMedia = {
  ...{ hash: '', mime: 'image/png', name: '', description: '', decorative: false, decorative_why: '' },
  ...{ original: null, focus: null, moving: 'still', video: null, width: 60, height: 40, bytes: 900 },
};

const film = (name: string) => new File([`\0\0\0\x18ftypisom${'x'.repeat(2500)}`], name);
const picture = (name: string) => new File(['\x89PNG'], name);

function added(draft: number, name: string): Draft {
  const stored = disk.stored(draft)!;
  const media = { ...blank, hash: name, name };
  const now = { ...stored, revision: stored.revision + 1, media: [...stored.media, media] };
  disk.drafts.set(draft, now);
  return now;
}

beforeEach(() => {
  disk = new Disk();
  asked = [];
  arrive = () => undefined;
  setTransport(
    pretend({
      ...disk.handlers(),
      picture_add: ({ draft, name }) => added(draft, name),
      video_begin: () => ({ ticket: 't1', part_bytes: 1000 }),
      video_part: async () => {
        asked.push('part');
        await new Promise<void>((resolve) => (arrive = resolve));
        return {};
      },
      video_done: ({ draft }) => {
        asked.push('done');
        return added(draft, 'tour.mp4');
      },
      video_stop: () => {
        asked.push('stop');
        return {};
      },
    }),
  );
  disk.put(1, '');
  editor = new Editor('#/write/1');
  editor.take(disk.stored()!);
});

async function parts(count: number): Promise<void> {
  await vi.waitFor(() => expect(asked.filter((one) => one === 'part')).toHaveLength(count));
}

it('a large video holds up no save: what is typed meanwhile is on disk at once', async () => {
  const adding = editor.add([film('tour.mp4')]);
  await parts(1);
  editor.text = 'Come and see';
  editor.touched();
  await editor.save();
  expect(disk.stored()?.text).toBe('Come and see');
  for (const count of [1, 2, 3]) {
    await parts(count);
    arrive();
  }
  expect(await adding).toEqual([]);
  expect(editor.media.map(({ name }) => name)).toEqual(['tour.mp4']);
  expect(disk.stored()).toMatchObject({ text: 'Come and see', media: [{ name: 'tour.mp4' }] });
});

it('what is stopped is given up, and so is what waits behind it; what was there stays', async () => {
  const adding = editor.add([picture('door.png'), film('tour.mp4'), picture('desk.png')]);
  await parts(1);
  expect(editor.adding).toBe(true);
  editor.stopAdding();
  arrive();
  const not = await adding;
  expect(not.map(({ file, problem }) => [file.name, problem.code])).toEqual([
    ['tour.mp4', 'cancelled'],
    ['desk.png', 'cancelled'],
  ]);
  expect(asked).toEqual(['part', 'stop']);
  expect(editor.media.map(({ name }) => name)).toEqual(['door.png']);
  expect(editor).toMatchObject({ adding: false, added: null });
});

it('a draft that is deleted takes no file any more, and nothing of it is kept', async () => {
  const adding = editor.add([film('tour.mp4')]);
  await parts(1);
  editor.letGo();
  arrive();
  await adding;
  expect(asked).toEqual(['part', 'stop']);
});

it('two versions take no file before one of them is chosen, and that is said', async () => {
  const adding = editor.add([film('tour.mp4')]);
  await parts(1);
  disk.drafts.set(1, { ...disk.put(1, 'theirs'), revision: 9 });
  editor.text = 'mine';
  editor.touched();
  await editor.save();
  for (const count of [1, 2, 3]) {
    await parts(count);
    arrive();
  }
  expect((await adding).map(({ problem }) => problem.message)).toEqual([words.write.addAfter]);
  expect(asked.at(-1)).toBe('stop');
});

it('goes on where its page is left, and nobody waits for it at another draft', async () => {
  const leave = editor.start();
  const adding = editor.add([film('tour.mp4')]);
  await parts(1);
  leave();
  await settled(2);
  for (const count of [1, 2, 3]) {
    await parts(count);
    arrive();
  }
  await adding;
  await settled(1);
  expect(disk.stored()?.media).toHaveLength(1);
});
