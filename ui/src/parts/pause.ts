import { call } from '../ipc/call';
import { words } from '../words';
import { act } from './act';

/** Ends the pause of everything, and says so. */
export async function resume(): Promise<void> {
  await act(() => call('outbox_resume', {}), { done: words.parts.pause.resumed });
}
