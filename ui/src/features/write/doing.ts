import { call } from '../../ipc/call';
import type { DraftSummary } from '../../ipc/generated';
import { ask } from '../../kit/ask.svelte';
import { act } from '../../parts/act';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';

/** Begins a draft and goes there. */
export async function begin(): Promise<void> {
  const draft = await act(() => call('draft_new', { text: '', shares: null, answers: null }));
  if (draft) router.replace('write', draft.id);
}

/** Deletes a draft, once the person is sure. One without words or pictures goes without asking. */
export async function remove(draft: Pick<DraftSummary, 'id' | 'title' | 'pictures'>): Promise<boolean> {
  const said = words.write;
  const empty = draft.title === '' && draft.pictures === 0;
  const sure = empty || (await ask({ title: said.deleteTitle, text: said.deleteText, yes: said.delete, danger: true }));
  if (!sure) return false;
  return (await act(() => call('draft_delete', { draft: draft.id }), { done: said.deleted })) !== null;
}
