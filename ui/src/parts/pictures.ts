import { call } from '../ipc/call';
import type { Crop, Draft, DraftId, DraftMedia, Focus } from '../ipc/generated';
import { CallProblem } from '../ipc/problem';
import { base64 } from '../lib/base64';
import { words } from '../words';

/** Larger files are refused before they are read: the program takes none of this size. */
const LARGEST_FILE = 40 * 1024 * 1024;

/** A file that could not be added as a picture, and why. */
export interface NotAdded {
  file: File;
  problem: CallProblem;
}

/** That metadata are left behind is said once. */
let toldStripped = false;

/** What is said after pictures were added. */
export function addedWords(added: readonly DraftMedia[]): string {
  const before = added.find((picture) => picture.description !== '');
  if (before) return words.pictures.describedBefore(before.description);
  if (toldStripped) return words.pictures.added;
  toldStripped = true;
  return words.write.stripped;
}

/** How a picture is turned and cut, from what it was when it came. */
export interface Reshaping {
  turn: number;
  crop: Crop | null;
  focus: Focus | null;
}

/**
 * Turns and cuts a draft's picture. Answers the draft as it is then.
 * @throws {CallProblem} when it cannot be done; nothing was changed.
 */
export function reshapePicture(draft: Draft, at: number, to: Reshaping): Promise<Draft> {
  return call('picture_edit', { draft: draft.id, revision: draft.revision, at, ...to });
}

/** A file that is brought in, and not in its draft yet. */
export interface Bringing {
  /** Makes it the last of the draft's files; answers the draft as it is then. */
  into: () => Promise<Draft>;
  /** Lets it go instead: nothing of it is kept. */
  drop: () => Promise<void>;
}

/**
 * Reads a file that is to be a draft's last picture.
 * @throws {CallProblem} when the file is not taken.
 */
export async function bringPicture(draft: DraftId, file: File): Promise<Bringing> {
  if (file.size > LARGEST_FILE) {
    throw new CallProblem({ code: 'unusable_file', message: words.write.tooLarge(file.name) });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  return {
    into: () => call('picture_add', { draft, name: file.name, base64: base64(bytes) }),
    drop: () => Promise.resolve(),
  };
}
