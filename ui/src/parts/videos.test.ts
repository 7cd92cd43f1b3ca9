import { beforeEach, describe, expect, it } from 'vitest';
import type { DraftMedia } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { draft as sample } from '../ipc/mock/writing';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import { words } from '../words';
import { bringVideo, isVideo, videoWords } from './videos';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const file = (start: string, name = 'file', type = '') => new File([bytes(start)], name, { type });

const film = (more: Partial<DraftMedia> = {}): DraftMedia => ({
  hash: 'f'.repeat(64),
  mime: 'video/mp4',
  name: 'tour.mp4',
  description: '',
  decorative: false,
  decorative_why: '',
  original: null,
  focus: null,
  moving: 'still',
  width: 640,
  height: 360,
  bytes: 2500,
  video: { length_ms: 65_000, codec: null, poster: null, captions: [], no_speech: false },
  ...more,
});

describe('a file', () => {
  it('is a video by its bytes, whatever its name', async () => {
    expect(await isVideo(file('\0\0\0\x18ftypisom....', 'notes.txt'))).toBe(true);
    expect(await isVideo(file('\x1a\x45\xdf\xa3rest of it', 'picture.png', 'image/png'))).toBe(true);
    expect(await isVideo(file('\0\0\0\x18ftypheic....', 'photo.heic'))).toBe(false);
    expect(await isVideo(file('\x89PNG\r\n\x1a\n....', 'photo.png', 'image/png'))).toBe(false);
  });

  it('that says nothing is what its name says, so that the program can say what is wrong with it', async () => {
    expect(await isVideo(file('Dear diary', 'notes.mp4'))).toBe(true);
    expect(await isVideo(file('', 'empty.mov'))).toBe(true);
    expect(await isVideo(file('Dear diary', 'notes.png'))).toBe(false);
  });
});

describe('a video', () => {
  let asked: { command: string; at?: number }[];
  let breaks: boolean;
  const going = new AbortController().signal;

  beforeEach(() => {
    asked = [];
    breaks = false;
    setTransport(
      pretend({
        video_begin: () => ({ ticket: 't1', part_bytes: 1000 }),
        video_part: (input) => {
          asked.push({ command: 'part', at: input.at });
          if (breaks) throw new CallProblem({ code: 'disk_full', message: 'The disk is full.' });
          return {};
        },
        video_done: () => sample(1, 'Tour', 0, { revision: 2, media: [film()] }),
        video_stop: () => {
          asked.push({ command: 'stop' });
          return {};
        },
      }),
    );
  });

  it('comes part by part, each where the one before it ended', async () => {
    const told: number[] = [];
    const { into } = await bringVideo(1, file('x'.repeat(2500), 'tour.mp4'), going, (percent) => told.push(percent));
    expect(asked.map((part) => part.at)).toEqual([0, 1000, 2000]);
    expect(told).toEqual([40, 80, 99]);
    expect((await into()).media[0]?.name).toBe('tour.mp4');
  });

  it('that cannot come whole is given up', async () => {
    breaks = true;
    await expect(bringVideo(1, file('x'.repeat(2500)), going)).rejects.toThrow('The disk is full.');
    expect(asked).toEqual([{ command: 'part', at: 0 }, { command: 'stop' }]);
  });

  it('that is stopped sends no more of itself, and nothing of it is kept', async () => {
    const stop = new AbortController();
    const coming = bringVideo(1, file('x'.repeat(2500)), stop.signal, () =>
      stop.abort(new CallProblem({ code: 'cancelled', message: 'Stopped.' })),
    );
    await expect(coming).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual([{ command: 'part', at: 0 }, { command: 'stop' }]);
  });

  it('is said to go out without its data once', () => {
    expect(videoWords(film({ description: 'A walk' }))).toBe(words.videos.knownBefore);
    expect(videoWords(film())).toBe(words.videos.stripped);
    expect(videoWords(film())).toBe(words.videos.added);
    expect(words.videos.length(65_000)).toBe('1:05');
    expect(words.videos.length(3_725_000)).toBe('1:02:05');
  });
});
