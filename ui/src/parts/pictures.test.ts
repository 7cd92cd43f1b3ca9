import { beforeEach, describe, expect, it } from 'vitest';
import type { DraftMedia } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { draft as sample } from '../ipc/mock/writing';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { words } from '../words';
import { Editor } from './editor.svelte';
import { addedWords, bringPicture } from './pictures';

const picture = (more: Partial<DraftMedia> = {}): DraftMedia => ({
  hash: 'a'.repeat(64),
  mime: 'image/png',
  name: 'garden.png',
  description: '',
  decorative: false,
  decorative_why: '',
  original: null,
  focus: null,
  moving: 'still',
  video: null,
  width: 60,
  height: 40,
  bytes: 900,
  ...more,
});

describe('a picture', () => {
  it('of two hundred megabytes is refused before a byte of it is read', async () => {
    const file = new File([], 'scan.png');
    Object.defineProperty(file, 'size', { value: 200_000_000 });
    Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.reject(new Error('it was read')) });
    const refused = await bringPicture(1, file).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(CallProblem);
    expect((refused as CallProblem).message).toBe(words.write.tooLarge('scan.png'));
  });

  it('is said to go out without its metadata once, and told where its words come from', () => {
    expect(addedWords([picture({ description: 'Beds of kale' })])).toContain('“Beds of kale” is used again');
    expect(addedWords([picture()])).toBe(words.write.stripped);
    expect(addedWords([picture()])).toBe(words.pictures.added);
  });
});

describe('a picture that is cut', () => {
  const cut = picture({ hash: 'b'.repeat(64), width: 30, description: 'stored words' });
  let asked: unknown[];

  beforeEach(() => {
    asked = [];
    setTransport(
      pretend({
        picture_edit: (input) => {
          asked.push(input);
          return sample(1, 'Garden', 0, { revision: 9, media: [cut] });
        },
      }),
    );
  });

  it('takes its new form, and what was written about it meanwhile stays', async () => {
    const editor = new Editor('write/1');
    editor.take(sample(1, 'Garden', 0, { revision: 4, media: [picture({ description: 'my words' })] }));
    const crop = { x: 0, y: 0, width: 30, height: 40 };
    await editor.reshape(0, { turn: 0, crop, focus: null });
    expect(asked).toEqual([{ draft: 1, revision: 4, at: 0, turn: 0, crop, focus: null }]);
    expect(editor.media[0]).toEqual({ ...cut, description: 'my words' });
    expect(editor.draft?.revision).toBe(9);
  });

  it('is not another one that stands in its place by now', async () => {
    const editor = new Editor('write/1');
    editor.take(sample(1, 'Garden', 0, { media: [picture()] }));
    editor.media = [picture({ hash: 'c'.repeat(64) })];
    await expect(editor.reshape(0, { turn: 1, crop: null, focus: null })).rejects.toThrow(words.pictures.moved);
    expect(asked).toEqual([]);
  });
});
