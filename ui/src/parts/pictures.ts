import { call } from '../ipc/call';
import type { Crop, Draft, DraftMedia, Focus } from '../ipc/generated';
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

/**
 * Gives a file to a draft as its last picture. Answers the draft as it is then, and the picture; none: it was full.
 * @throws {CallProblem} when the file is not taken.
 */
export async function addPicture(before: Draft, file: File): Promise<{ draft: Draft; added: DraftMedia | undefined }> {
  if (file.size > LARGEST_FILE) {
    throw new CallProblem({ code: 'unusable_file', message: words.write.tooLarge(file.name) });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const draft = await call('picture_add', { draft: before.id, name: file.name, base64: base64(bytes) });
  return { draft, added: draft.media[before.media.length] };
}
