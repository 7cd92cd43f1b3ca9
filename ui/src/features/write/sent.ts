import type { DeliveryView, When } from '../../ipc/generated';
import { plannedAt } from '../../parts/queue';
import { words } from '../../words';

/** What is said of posts that were just given to the outbox. */
export function sentWords(deliveries: readonly DeliveryView[], when: When['kind'], change: boolean): string {
  if (change) return words.outbox.changeSent;
  const planned = deliveries.every((delivery) => delivery.state.state === 'planned');
  if (!planned) return words.write.sent(deliveries.length);
  const queued = deliveries.length > 0 && when === 'queue';
  return queued ? words.series.queue.planned(plannedAt(deliveries)) : words.write.planned(deliveries.length);
}
