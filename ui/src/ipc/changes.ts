import type { Change } from './generated';
import { transport, type Transport } from './transport';

type Listener = (change: Change) => void;

const listeners = new Set<Listener>();
/** Whose changes are heard. */
let line: Transport | null = null;

function tell(change: Change): void {
  for (const listener of [...listeners]) listener(change);
}

/** Calls back on every change of the program, until the returned function is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  const now = transport();
  if (line !== now) {
    line = now;
    now
      .listen((change) => {
        if (line === now) tell(change);
      })
      // Whatever changed before the line of events stood was not heard.
      .then(() => tell('all'))
      .catch(() => {
        line = null;
      });
  }
  return () => listeners.delete(listener);
}
