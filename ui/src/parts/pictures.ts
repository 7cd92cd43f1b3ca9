import { call } from '../ipc/call';
import type { Draft, DraftMedia } from '../ipc/generated';
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
