import type { DeliveryView } from '../ipc/generated';
import { toProblem, type CallProblem } from '../ipc/problem';
import { announce } from '../kit/toasts.svelte';
import { words } from '../words';
import { tellProblem } from './act';
import type { Editor } from './editor.svelte';
import { tellUnsent } from './left';

/**
 * Sends what is in the editor, once `sure` says yes where a person's account would speak for the first time. None: it was
 * not sent, and the person was told why (or the editor shows it). Whoever leaves the page meanwhile has sent it all the same.
 * `overrule`: though the privacy guard stops it, which holds in private alone.
 */
export async function send(
  editor: Editor,
  sure: () => Promise<boolean>,
  overrule = false,
): Promise<DeliveryView[] | null> {
  if (editor.sending) return null;
  try {
    return (await editor.send(false, overrule)) ?? notSent(editor);
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (problem.code !== 'confirm_personal') return notSent(editor, problem);
  }
  if (!(await sure())) return null;
  try {
    return (await editor.send(true, overrule)) ?? notSent(editor);
  } catch (thrown) {
    return notSent(editor, toProblem(thrown));
  }
}

/** Says why it was not sent. What is not saved is told by the editor, on its page or when it is left. */
function notSent(editor: Editor, problem?: CallProblem): null {
  if (editor.left && !editor.unsaved) tellUnsent(editor.place, problem);
  else if (problem) tellProblem(problem, undefined, editor.place);
  else if (editor.stopped) announce(words.write.sendStopped);
  return null;
}
