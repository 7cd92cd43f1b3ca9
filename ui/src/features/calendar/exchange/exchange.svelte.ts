import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import FileDown from '@lucide/svelte/icons/file-down';
import FileUp from '@lucide/svelte/icons/file-up';
import type { Icon } from '../../../kit/icon';
import { words } from '../../../words';

/** What goes in and out of the calendar, one dialog at a time. */
export type ExchangeDialog = 'import' | 'export' | 'rehearse';

class Exchange {
  shown = $state<ExchangeDialog | null>(null);

  readonly show = (which: ExchangeDialog): void => {
    this.shown = which;
  };

  readonly close = (): void => {
    this.shown = null;
  };
}

export const exchange = new Exchange();

/** A line for a menu and for the palette. */
export interface ExchangeLine {
  id: ExchangeDialog;
  label: string;
  icon: Icon;
  run: () => void;
}

/** A line for each dialog. */
export function exchangeLines(): ExchangeLine[] {
  const said = words.exchange;
  const icons = { rehearse: CalendarCheck, import: FileUp, export: FileDown };
  const order: ExchangeDialog[] = ['rehearse', 'import', 'export'];
  return order.map((id) => ({ id, label: said[id], icon: icons[id], run: () => exchange.show(id) }));
}
