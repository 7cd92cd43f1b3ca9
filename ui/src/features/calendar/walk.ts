import type { Calendar } from './calendar.svelte';
import { neighbour } from './grid';

/** Arrow keys go from entry to entry; only one of them is reached by Tab. */
export function walk(calendar: Calendar, event: KeyboardEvent): void {
  if (calendar.moving || event.ctrlKey || event.metaKey || event.altKey) return;
  const card = event.target instanceof HTMLElement ? event.target.dataset.entry : undefined;
  if (card === undefined) return;
  const root = event.currentTarget as HTMLElement;
  // Entries that are folded away are not gone to.
  const shown = calendar.entries.filter((each) => root.querySelector(`[data-entry="${each.id}"]`));
  const next = neighbour(shown, card, event.key);
  if (next === null) return;
  event.preventDefault();
  root.querySelector<HTMLElement>(`[data-entry="${next}"]`)?.focus();
}
