import type { Change, Commands } from '../generated';
import type { Transport } from '../transport';
import { handlers, type Handlers } from './handlers';

/** Quick, but not at once: pages must bear the wait. */
const ANSWER_MS = 15;

/** A pretended program, for looking at pages in a browser and for tests of the UI. Never in a build that ships. */
export function pretend(replaced: Partial<Handlers> = {}): Transport & { change: (...changes: Change[]) => void } {
  const listeners = new Set<(change: Change) => void>();
  const change = (...changes: Change[]): void => {
    for (const each of changes) for (const listener of [...listeners]) listener(each);
  };
  const all: Handlers = { ...handlers(change), ...replaced };
  return {
    change,
    async invoke(name, input) {
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
      const handler = all[name as keyof Commands] as (input: unknown) => unknown;
      return structuredClone(await handler(input));
    },
    listen(heard) {
      listeners.add(heard);
      return Promise.resolve(() => listeners.delete(heard));
    },
  };
}
