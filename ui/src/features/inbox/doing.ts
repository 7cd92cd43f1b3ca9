import { call } from '../../ipc/call';
import type { ConversationChange, ConversationId, ConversationState, Label } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { words } from '../../words';

/** What was done, in words. */
function said(change: ConversationChange, count: number): string {
  const all = words.conversations;
  switch (change.to) {
    case 'done':
      return count === 1 ? words.inbox.doneSaid : all.doneSaid(count);
    case 'waiting':
      return count === 1 ? words.inbox.waitingSaid : all.waitingSaid(count);
    case 'snoozed':
      return all.snoozedSaid(count);
    case 'labelled':
      return all.labelledSaid(count);
  }
}

/** Does one thing to conversations; one press takes all of it back, also from another page. Says whether it was done. */
export async function change(conversations: readonly ConversationId[], to: ConversationChange): Promise<boolean> {
  const changed = await act(() => call('conversations_change', { conversations: [...conversations], change: to }));
  if (changed === null) return false;
  say(said(to, changed.before.length), {
    label: words.inbox.undo,
    run: () => void act(() => call('conversations_put_back', changed), { done: words.conversations.undone }),
  });
  return true;
}

/** Sets where a conversation stands, and offers to take it back. */
export const setState = (id: ConversationId, state: Exclude<ConversationState, 'snoozed'>): Promise<boolean> =>
  change([id], { to: state });

export const label = (ids: readonly ConversationId[], to: Label | null): Promise<boolean> =>
  change(ids, { to: 'labelled', label: to });
