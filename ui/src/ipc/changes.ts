import type { Change } from './generated';
import { transport } from './transport';

type Listener = (change: Change) => void;

const listeners = new Set<Listener>();
let listening = false;

function tell(change: Change): void {
  for (const listener of [...listeners]) listener(change);
}

/** Calls back on every change of the program, until the returned function is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  if (!listening) {
    listening = true;
    transport()
      .listen(tell)
      // Whatever changed before the line of events stood was not heard.
      .then(() => tell('all'))
      .catch(() => {
        listening = false;
      });
  }
  return () => listeners.delete(listener);
}
