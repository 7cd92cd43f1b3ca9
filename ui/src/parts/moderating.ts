import { call } from '../ipc/call';
import type { HiddenId } from '../ipc/generated';
import { say } from '../kit/toasts.svelte';
import { words } from '../words';
import { act } from './act';

const said = words.moderation;

/** Shows a hidden message again: one press. Says whether the platform was asked. */
export async function restore(hidden: HiddenId): Promise<boolean> {
  const now = await act(() => call('message_restore', { hidden }));
  if (now) say(now.stand === 'restored' ? said.restored : said.doubtSaid);
  return now !== null;
}

/** Looks up what the platforms did not answer for certain. Says whether any of it is settled. */
export async function lookUp(): Promise<boolean> {
  const settled = await act(() => call('hidden_look_up', {}));
  if (settled?.count === 0) say(said.stillDoubt);
  return (settled?.count ?? 0) > 0;
}
