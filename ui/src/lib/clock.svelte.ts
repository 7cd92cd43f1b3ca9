import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 20_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => clearInterval(timer);
});

/** The moment now; what reads it in a component is drawn again as time goes on. */
export function now(): number {
  subscribe();
  return Date.now();
}
