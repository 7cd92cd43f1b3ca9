import FileDown from '@lucide/svelte/icons/file-down';
import Printer from '@lucide/svelte/icons/printer';
import type { Icon } from '../../kit/icon';
import { words } from '../../words';
import type { Calendar } from './calendar.svelte';
import { exchangeLines } from './exchange/exchange.svelte';
import { type Looked, printPage, savePage } from './print';

/** A line of the menu. */
interface Line {
  label: string;
  icon?: Icon;
  disabled?: boolean;
  run: () => void;
}

/** What can be done with the calendar as a whole: printing, and files in and out. Each has its line here. */
export function moreItems(calendar: Calendar, looked: Looked): (Line | 'line')[] {
  const said = words.calendar;
  const page = calendar.page.data;
  return [
    { label: said.print, icon: Printer, disabled: !page, run: () => void printPage(calendar) },
    {
      label: said.savePage,
      icon: FileDown,
      disabled: !page,
      run: () => void savePage(calendar, looked),
    },
    ...exchangeLines(),
  ];
}
