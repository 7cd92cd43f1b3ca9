import type { MessageView } from '../../ipc/generated';

/** It is hidden on its platform, or may be. */
export const isHidden = (message: MessageView): boolean => {
  const stand = message.moderation?.hidden?.stand;
  return stand === 'hidden' || stand === 'hiding' || stand === 'restoring';
};

/** Its platform lets the library hide it, and it is not hidden. */
export const canHide = (message: MessageView): boolean =>
  message.id !== null && typeof message.moderation?.hides === 'string' && !isHidden(message);

/** Its platform lets the library block whoever wrote it. */
export const canBlock = (message: MessageView): boolean => message.id !== null && message.moderation?.blocks === true;

/** What is selected within an element. */
export function selectedIn(element: Element | undefined): string {
  const selection = getSelection();
  if (!element || !selection || selection.rangeCount === 0) return '';
  const range = selection.getRangeAt(0);
  return element.contains(range.commonAncestorContainer) ? selection.toString().trim() : '';
}
