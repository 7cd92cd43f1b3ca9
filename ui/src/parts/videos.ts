import { call } from '../ipc/call';
import type { Coming, DraftId, DraftMedia } from '../ipc/generated';
import { base64 } from '../lib/base64';
import { words } from '../words';
import type { Bringing } from './pictures';

/** Widest still that is kept of a video. */
const STILL_WIDTH = 960;
/** Longest wait for the first picture of a video, in milliseconds. */
const STILL_PATIENCE = 5000;

/** Whether a file is brought in as a video: by its first bytes; by its name where they say nothing. */
export async function isVideo(file: File): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  if ([0x1a, 0x45, 0xdf, 0xa3].every((byte, at) => start[at] === byte)) return true;
  const kind = String.fromCharCode(...start.subarray(4, 8));
  const brand = String.fromCharCode(...start.subarray(8, 12));
  if (kind === 'ftyp') return !/^(hei|hev|mif|msf|avi)/.test(brand);
  if (['moov', 'mdat', 'wide'].includes(kind)) return true;
  return file.type.startsWith('video/') || /\.(mp4|m4v|mov|webm)$/i.test(file.name);
}

/**
 * Brings in a file that is to be a draft's last video, part by part: it is never whole in memory.
 * @throws {CallProblem} when the file is not taken, or `stop` was pressed (`cancelled`); nothing of it is kept then.
 */
export async function bringVideo(
  draft: DraftId,
  file: File,
  stop: AbortSignal,
  onpart: (percent: number) => void = () => undefined,
): Promise<Bringing> {
  const coming: Coming = await call('video_begin', { draft, name: file.name, bytes: file.size });
  const { ticket } = coming;
  // Best effort: what is left of it goes when the program starts again.
  const drop = async (): Promise<void> => {
    await call('video_stop', { ticket }).catch(() => undefined);
  };
  try {
    for (let at = 0; at < file.size; at += coming.part_bytes) {
      stop.throwIfAborted();
      const part = new Uint8Array(await file.slice(at, at + coming.part_bytes).arrayBuffer());
      await call('video_part', { ticket, at, base64: base64(part) });
      onpart(Math.min(99, Math.round(((at + part.length) / file.size) * 100)));
    }
    return { into: () => call('video_done', { draft, ticket }), drop };
  } catch (thrown) {
    await drop();
    throw thrown;
  }
}

/** The first picture of a video, kept; none: this computer cannot show it. */
export async function keepStill(file: File): Promise<string | null> {
  const still = await stillOf(file).catch(() => null);
  if (!still) return null;
  const bytes = new Uint8Array(await still.arrayBuffer());
  const kept = await call('video_still', { base64: base64(bytes) }).catch(() => null);
  return kept?.still ?? null;
}

async function stillOf(file: File): Promise<Blob | null> {
  const address = URL.createObjectURL(file);
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.preload = 'auto';
    await shown(video, address);
    const scale = Math.min(1, STILL_WIDTH / video.videoWidth);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => {
      canvas.toBlob(done, 'image/jpeg', 0.85);
    });
  } finally {
    // What reads and decodes it ends at once, and not at some later time with its file gone.
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  }
}

/** Waits until the first picture is there. */
function shown(video: HTMLVideoElement, address: string): Promise<void> {
  return new Promise((done, give) => {
    const up = setTimeout(() => give(new Error('no picture came')), STILL_PATIENCE);
    const end = (finish: () => void) => () => {
      clearTimeout(up);
      finish();
    };
    video.onloadeddata = end(() => (video.videoWidth > 0 ? done() : give(new Error('no picture in it'))));
    video.onerror = end(() => give(new Error('it cannot be shown')));
    video.src = address;
  });
}

/** That metadata are left behind is said once. */
let toldStripped = false;

/** What is said after a video was added. */
export function videoWords(added: DraftMedia): string {
  if (added.description !== '' || (added.video?.captions.length ?? 0) > 0) return words.videos.knownBefore;
  if (toldStripped) return words.videos.added;
  toldStripped = true;
  return words.videos.stripped;
}
