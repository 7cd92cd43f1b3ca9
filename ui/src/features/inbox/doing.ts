import { call } from '../../ipc/call';
import type { ConversationId, ConversationState } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { words } from '../../words';

/** Sets where a conversation stands, and offers to take it back. */
export async function setState(id: ConversationId, state: ConversationState): Promise<void> {
  const set = (to: ConversationState) => call('conversation_state', { conversations: [id], state: to });
  const done = await act(() => set(state));
  if (done === null) return;
  const before: ConversationState = state === 'done' ? 'waiting' : 'done';
  say(state === 'done' ? words.inbox.doneSaid : words.inbox.waitingSaid, {
    label: words.inbox.undo,
    run: () => void act(() => set(before)),
  });
}
