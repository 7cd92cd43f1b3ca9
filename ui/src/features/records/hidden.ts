import type { HiddenItem } from '../../ipc/generated';
import { words } from '../../words';

/** How long a message was hidden, or is so far; empty: it never was. */
export function howLong(item: HiddenItem, now: number): string {
  const said = words.moderation;
  const { stand, at } = item.hidden;
  if (stand === 'hidden') return said.hiddenFor(said.span(now - item.since));
  if (stand === 'restored') return said.restoredWithin(said.span(at - item.since));
  return '';
}
