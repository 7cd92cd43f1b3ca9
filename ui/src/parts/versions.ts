import { call } from '../ipc/call';
import type { Draft, DraftVersion } from '../ipc/generated';
import { toProblem } from '../ipc/problem';
import type { Written } from './sheet.svelte';

/** What a save was refused for: what is stored is what stands here (its answer was lost), another version, or gone. */
export type Met = { kind: 'same'; stored: Draft } | { kind: 'other'; stored: Draft } | { kind: 'gone' };

/**
 * Finds out what is stored where a save was refused. `written` is asked after the reading: it may have changed meanwhile.
 * @throws {CallProblem} when that cannot be read either.
 */
export async function meet(draft: Draft, written: () => Written): Promise<Met> {
  try {
    const stored = await call('draft', { draft: draft.id });
    if (stored.queued_at !== null) return { kind: 'gone' };
    return { kind: same(stored, written()) ? 'same' : 'other', stored };
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (problem.code === 'not_found') return { kind: 'gone' };
    throw problem;
  }
}

/** Whether two versions say the same. */
function same(a: Written, b: Written): boolean {
  const shape = (one: Written): string => {
    const { text, language, content_warning, visibility, targets, media, when, never_after } = one;
    const all = [text, language, content_warning, visibility, targets, media, when, never_after];
    return JSON.stringify([all, own(one), one.thread, one.poll]);
  };
  return shape(a) === shape(b);
}

/** What accounts say of their own, in one order whatever was typed first. */
function own({ text, versions }: Written): unknown[] {
  const differing = versions.filter((version) => version.text !== text);
  return differing.sort((a, b) => a.account - b.account).map((version) => [version.account, version.text]);
}

/** What accounts say in a draft that was begun before, and what was typed for them here before it came. */
export function bothOwn(stored: readonly DraftVersion[], typed: readonly DraftVersion[]): DraftVersion[] {
  const here = typed.map(({ account, text }) => {
    const before = stored.find((version) => version.account === account);
    return { account, text: before ? bothWords(before.text, text) : text };
  });
  return [...stored.filter((version) => !here.some((one) => one.account === version.account)), ...here];
}

/**
 * The words of a draft that was begun before, and those typed here before it came: both are kept. Where one already
 * stands in the other, once is enough.
 */
export function bothWords(stored: string, typed: string): string {
  if (typed.includes(stored)) return typed;
  return [stored, typed].filter((text) => text !== '').join('\n');
}
