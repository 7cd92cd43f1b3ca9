import { call } from '../../ipc/call';
import type { DraftId, TemplateSample } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';

const said = words.aids;

/** Begins a post from a template, or from an offered one, and goes there. */
export async function useTemplate(from: { template: DraftId } | { sample: string }): Promise<void> {
  const begun = await act(() => call('template_use', { template: null, sample: null, ...from }));
  if (begun) router.go('write', begun.id);
}

/** Keeps an offered template among the person's own. */
export async function keepSample({ key, name }: TemplateSample): Promise<void> {
  await act(() => call('template_keep', { key }), { done: said.kept(name) });
}

export async function renameTemplate(template: DraftId, name: string): Promise<boolean> {
  return (await act(() => call('template_rename', { template, name }))) !== null;
}

/** Deletes a template, and offers to put it back. */
export async function removeTemplate(template: DraftId): Promise<boolean> {
  const deleted = await act(() => call('template_delete', { template }));
  if (!deleted) return false;
  const { name } = deleted;
  say(said.deleted(name), {
    label: said.putBack,
    run: () => void act(() => call('template_put_back', { name, content: deleted }), { done: said.isBack(name) }),
  });
  return true;
}

/** Makes a new draft with all of another but its time, and goes there. */
export async function duplicate(draft: DraftId): Promise<void> {
  const copy = await act(() => call('draft_duplicate', { draft }), { done: said.duplicated });
  if (copy) router.go('write', copy.id);
}
