import type { DeliveryView, When } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { resume } from '../../parts/pause';
import { plannedAt } from '../../parts/queue';
import { words } from '../../words';

/** What is said of posts that were just given to the outbox. */
export function sentWords(
  deliveries: readonly DeliveryView[],
  when: When['kind'],
  change: boolean,
  paused = false,
): string {
  if (waitsPaused(deliveries, paused)) return words.write.sentPaused(deliveries.length);
  if (change) return words.outbox.changeSent;
  const planned = deliveries.every((delivery) => delivery.state.state === 'planned');
  if (!planned) return words.write.sent(deliveries.length);
  const queued = deliveries.length > 0 && when === 'queue';
  return queued ? words.series.queue.planned(plannedAt(deliveries)) : words.write.planned(deliveries.length);
}

/** Everything is paused, and it would go out now if it were not. */
const waitsPaused = (deliveries: readonly DeliveryView[], paused: boolean): boolean =>
  paused && !deliveries.every((delivery) => delivery.state.state === 'planned');

/** Says what becomes of posts that were just given to the outbox; while everything is paused, with the way to go on. */
export function sayQueued(
  deliveries: readonly DeliveryView[],
  when: When['kind'],
  change: boolean,
  paused: boolean,
): void {
  const label = words.parts.pause.resume;
  const action = waitsPaused(deliveries, paused) ? { label, run: () => void resume() } : undefined;
  say(sentWords(deliveries, when, change, paused), action);
}
