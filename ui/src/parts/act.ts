import { told } from '../ipc/errors';
import { toProblem, type CallProblem } from '../ipc/problem';
import { say, toasts, type Toast } from '../kit/toasts.svelte';
import { words } from '../words';
import { router } from './router.svelte';

/**
 * Tells a problem in passing, with the way to its next step where there is one. Trying again is the button one pressed;
 * pass `again` where there is none. `of`: what it is about; it goes away with that, see `Toasts.cut`.
 */
export function tellProblem(problem: CallProblem, again?: () => void, of?: string): void {
  const face = told(problem);
  const steps: Record<typeof face.step, Toast['action'] | undefined> = {
    retry: again && { label: words.parts.again, run: again },
    reload: undefined,
    accounts: { label: words.parts.toAccounts, run: () => router.go('accounts') },
    settings: { label: words.parts.toDiagnostics, run: () => router.go('settings', 'about') },
    none: undefined,
  };
  const detail = face.detail && face.detail !== face.title ? `${face.detail} ${face.next}` : face.next;
  toasts.show({
    tone: face.severity === 'stop' ? 'danger' : 'warn',
    title: `${face.title}.`,
    text: detail,
    action: steps[face.step],
    of,
  });
}

/**
 * Does something and tells the person how it went: `done` when it did, the problem and its next step when not.
 * Answers what it gave, or null when it did not work. A problem with one field is the form's to show: pass `field`.
 */
export async function act<T>(
  run: () => Promise<T>,
  options: { done?: string; field?: (problem: CallProblem) => boolean } = {},
): Promise<T | null> {
  try {
    const given = await run();
    if (options.done) say(options.done);
    return given;
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (options.field?.(problem)) return null;
    if (problem.code !== 'cancelled') tellProblem(problem);
    return null;
  }
}
