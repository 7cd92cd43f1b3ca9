import { call } from '../ipc/call';
import type { HiddenId } from '../ipc/generated';
import { say } from '../kit/toasts.svelte';
import { words } from '../words';
import { act } from './act';

const said = words.moderation;

/** Shows a hidden message again: one press. */
export async function restore(hidden: HiddenId): Promise<void> {
  const now = await act(() => call('message_restore', { hidden }));
  if (now) say(now.stand === 'restored' ? said.restored : said.doubtSaid);
}

/** Looks up what the platforms did not answer for certain. */
export async function lookUp(): Promise<void> {
  const settled = await act(() => call('hidden_look_up', {}));
  if (settled?.count === 0) say(said.stillDoubt);
}
