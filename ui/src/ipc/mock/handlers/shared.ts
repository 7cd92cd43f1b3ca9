import type { Input, Output } from '../../call';
import type { Change, Commands, ConversationView, Draft, DraftSummary } from '../../generated';
import { CallProblem } from '../../problem';
import { conversations } from '../inbox';
import { drafts } from '../writing';

export type Handlers = { [K in keyof Commands]: (input: Input<K>) => Output<K> | Promise<Output<K>> };

/** Tells that something changed. */
export type Changed = (...changes: Change[]) => void;

export const nothing = {};
export const missing = (): CallProblem => new CallProblem({ code: 'not_found', message: 'It is not there any more.' });

export const firstLine = (text: string): string => text.split('\n')[0] ?? '';

export const summary = (of: Draft): DraftSummary => ({
  id: of.id,
  title: firstLine(of.text),
  targets: of.targets,
  pictures: of.media.length,
  updated_at: of.updated_at,
  reply: of.conversation !== null,
  edits: of.edits !== null,
});

export const open = (): Draft[] =>
  drafts.filter((each) => each.queued_at === null && each.role === 'draft').sort((a, b) => b.updated_at - a.updated_at);

export function draftBy(id: number): Draft {
  const found = drafts.find((each) => each.id === id);
  if (!found) throw missing();
  return found;
}

/** Numbers for what is made. */
let nextId = 500;
export const fresh = (): number => nextId++;

export function waiting(): ConversationView[] {
  return conversations
    .filter((each) => each.state === 'waiting')
    .sort((a, b) => (a.waiting_since ?? 0) - (b.waiting_since ?? 0));
}
