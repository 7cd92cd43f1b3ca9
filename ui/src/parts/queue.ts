import type { DeliveryView, QueueNext } from '../ipc/generated';
import { surroundings } from '../kit/surroundings.svelte';
import { now } from '../lib/clock.svelte';
import { words } from '../words';

const said = (at: number): string => words.time.moment(at, now(), surroundings.zone);

/** The times that accounts would get, each once, the first first. */
export const nextWords = (next: readonly QueueNext[]): string =>
  words.series.list(
    [...new Set(next.flatMap((one) => (one.next ? [one.next.at] : [])))].sort((a, b) => a - b).map(said),
  );

/** When deliveries go out, each time once, the first first. */
export const plannedAt = (deliveries: readonly DeliveryView[]): string[] =>
  [...new Set(deliveries.map((one) => one.due_at))].sort((a, b) => a - b).map(said);
