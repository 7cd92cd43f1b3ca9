import FileDown from '@lucide/svelte/icons/file-down';
import Printer from '@lucide/svelte/icons/printer';
import type { Icon } from '../../kit/icon';
import { words } from '../../words';
import type { Calendar } from './calendar.svelte';
import { exchangeLines } from './exchange/exchange.svelte';
import { savePage } from './print';

/** A line of the menu. */
interface Line {
  label: string;
  icon?: Icon;
  disabled?: boolean;
  run: () => void;
}

/** What can be done with the calendar as a whole: printing, and files in and out. Each has its line here. */
export function moreItems(calendar: Calendar, library: string): (Line | 'line')[] {
  const said = words.calendar;
  const page = calendar.page.data;
  return [
    { label: said.print, icon: Printer, run: () => window.print() },
    {
      label: said.savePage,
      icon: FileDown,
      disabled: !page,
      run: () => {
        if (page) void savePage(calendar.heading, library, page);
      },
    },
    ...exchangeLines(),
  ];
}
