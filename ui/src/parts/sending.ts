import type { DeliveryView } from '../ipc/generated';
import { toProblem } from '../ipc/problem';
import { tellProblem } from './act';
import type { Editor } from './editor.svelte';

/**
 * Sends what is in the editor, once `sure` says yes where a person's account would speak for the first time. None: it was
 * not sent, and the person was told why (or the editor shows it).
 * `overrule`: though the privacy guard stops it, which holds in private alone.
 */
export async function send(
  editor: Editor,
  sure: () => Promise<boolean>,
  overrule = false,
): Promise<DeliveryView[] | null> {
  if (editor.sending) return null;
  try {
    return await editor.send(false, overrule);
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (problem.code !== 'confirm_personal') tellProblem(problem);
    if (problem.code !== 'confirm_personal' || !(await sure())) return null;
  }
  try {
    return await editor.send(true, overrule);
  } catch (thrown) {
    tellProblem(toProblem(thrown));
    return null;
  }
}
