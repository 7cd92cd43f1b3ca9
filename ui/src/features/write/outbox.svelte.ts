import { call } from '../../ipc/call';
import type { DeliveryView, DraftId, OutboxShow } from '../../ipc/generated';
import { PagedList } from '../../ipc/paged.svelte';
import { groupBy } from '../../lib/group';

const PAGE = 60;
const MOST = 500;

/** What goes out by one draft. */
export interface Sending {
  draft: DraftId;
  deliveries: DeliveryView[];
}

/** The outbox of one view, by draft. */
export class OutboxList {
  needsYou = $state(0);
  waiting = $state(0);
  readonly deliveries: PagedList<DeliveryView>;
  readonly posts = $derived.by<Sending[]>(() =>
    [...groupBy(this.deliveries.items, (delivery) => delivery.draft)].map(([draft, deliveries]) => ({
      draft,
      // As they were queued: the accounts in their order, and what was done to them later below.
      deliveries: deliveries.toReversed(),
    })),
  );

  constructor(show: OutboxShow, words: string) {
    let before: number | null = null;
    const page = async (read: readonly DeliveryView[], limit: number) => {
      const from = read.length === 0 ? null : before;
      const found = await call('outbox_page', { show, words, before: from, limit });
      before = found.next;
      this.needsYou = found.needs_you;
      this.waiting = found.waiting;
      return { items: found.deliveries, more: found.next !== null };
    };
    this.deliveries = new PagedList('outbox_page', page, PAGE, MOST);
  }
}
