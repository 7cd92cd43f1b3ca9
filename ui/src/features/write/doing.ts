import { call } from '../../ipc/call';
import type { Draft, DraftSummary } from '../../ipc/generated';
import { ask } from '../../kit/ask.svelte';
import { act } from '../../parts/act';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';

/** The draft that is being made for `#/write/new`: asked for twice, it is one. */
let making: Promise<Draft> | undefined;

const wanted = (): boolean => router.isAt('write', 'new');

/**
 * Begins a draft and goes there. Who went elsewhere meanwhile stays there, and the draft nobody wrote in is not kept.
 * @throws {CallProblem} when none could be made.
 */
export async function begin(): Promise<void> {
  making ??= call('draft_new', { text: '', shares: null, answers: null }).finally(() => {
    making = undefined;
  });
  const draft = await making;
  if (wanted()) router.replace('write', draft.id);
  else if (!router.isAt('write', draft.id)) {
    await call('draft_delete', { draft: draft.id }).catch(() => undefined);
  }
}

/** Deletes a draft, once the person is sure. One without words or pictures goes without asking. */
export async function remove(draft: Pick<DraftSummary, 'id' | 'title' | 'pictures'>): Promise<boolean> {
  const said = words.write;
  const empty = draft.title === '' && draft.pictures === 0;
  const sure = empty || (await ask({ title: said.deleteTitle, text: said.deleteText, yes: said.delete, danger: true }));
  if (!sure) return false;
  return (await act(() => call('draft_delete', { draft: draft.id }), { done: said.deleted })) !== null;
}
